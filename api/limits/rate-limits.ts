import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { CodedError } from '../../contracts/errors/index.ts';

/** What is left of a limit, for the `RateLimit` header fields. */
export type RateLimitState = { readonly limit: number; readonly remaining: number; readonly reset_seconds: number };

/** The limits of one API process. */
export type RateLimits = {
  /** Takes one point from a named limit. Throws RATE_LIMITED with the seconds to wait when none is left. */
  take(name: string, key: string, per_minute: number): Promise<RateLimitState>;
};

/** Points per minute for each tenant and principal on all operations together. */
export const callerPerMinute = 1_200;
/** Login attempts per minute for one address, and for one e-mail wherever it comes from. */
export const loginPerMinute = { address: 60, email: 10 } as const;

/**
 * Limits keyed by tenant and principal, never by address alone, so that neither a forged X-Forwarded-For nor many
 * keys of one person help. Counters live in this process: several API processes each grant the limit.
 */
export function createRateLimits(enabled: boolean): RateLimits {
  const limiters = new Map<string, RateLimiterMemory>();
  function limiterOf(name: string, points: number): RateLimiterMemory {
    const known = limiters.get(name);
    if (known !== undefined) return known;
    const created = new RateLimiterMemory({ keyPrefix: name, points, duration: 60 });
    limiters.set(name, created);
    return created;
  }
  return {
    async take(name, key, per_minute) {
      if (!enabled) return { limit: per_minute, remaining: per_minute, reset_seconds: 60 };
      try {
        const left = await limiterOf(name, per_minute).consume(key);
        return { limit: per_minute, remaining: left.remainingPoints, reset_seconds: seconds(left.msBeforeNext) };
      } catch (refusal) {
        if (!(refusal instanceof RateLimiterRes)) throw refusal;
        const wait = seconds(refusal.msBeforeNext);
        throw new CodedError('RATE_LIMITED', `The limit is ${per_minute} a minute.`, { limit: per_minute }, wait);
      }
    },
  };
}

function seconds(milliseconds: number): number {
  return Math.max(1, Math.ceil(milliseconds / 1_000));
}
