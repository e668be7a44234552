import { CodedError } from '../../../contracts/errors/index.ts';

function numberIn(headers: Headers, name: string): number | null {
  const text = headers.get(name)?.trim() ?? '';
  return /^-?\d+$/.test(text) ? Number(text) : null;
}

/** Whole seconds until the quota is whole again (`X-Rate-Limit-Reset`); null when the answer does not say. */
export function resetSeconds(headers: Headers): number | null {
  const seconds = numberIn(headers, 'x-rate-limit-reset');
  return seconds === null || seconds <= 0 ? null : seconds;
}

/** Keeps count of the quota that the platform announces. */
export type Quota = {
  /** Throws PLATFORM_THROTTLED with the wait while nothing is left; then nothing is sent. */
  readonly check: () => void;
  readonly learn: (headers: Headers) => void;
};

/**
 * Every answer says how many of the application’s 6,250 points of these fifteen minutes are left. What a question costs is known
 * only afterwards, so one is sent as long as any are left, and none once they are used up: what is sent then is refused and
 * still counted (`remaining` goes below zero).
 * https://api.producthunt.com/v2/docs/rate_limits/headers
 */
export function createQuota(vendor: string, now: () => Date): Quota {
  let usedUpUntil = 0;
  return {
    check: () => {
      const seconds = Math.ceil((usedUpUntil - now().getTime()) / 1000);
      if (seconds <= 0) return;
      const message = `${vendor}: the points of these fifteen minutes are used up; nothing is sent for ${seconds} s.`;
      throw new CodedError('PLATFORM_THROTTLED', message, { cause: 'quota_used_up' }, seconds);
    },
    learn: (headers) => {
      const remaining = numberIn(headers, 'x-rate-limit-remaining');
      const seconds = resetSeconds(headers);
      if (remaining === null || seconds === null) return;
      usedUpUntil = remaining > 0 ? 0 : now().getTime() + seconds * 1000;
    },
  };
}
