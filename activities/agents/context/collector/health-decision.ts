import type { CollectorHealthState } from '../../../../contracts/collector.ts';
import type { Probed } from './collector.ts';

/** A call slower than this is worth a look although it answered. */
export const responseBudgetMs = 3000;

/** How many of the newest calls are remembered. */
export const rememberedCalls = 5;

/**
 * How a collector stands: `down` when nothing behind it answers its probe; `degraded` when a part of it does not, when it
 * answers slower than its budget, or when one of the newest five calls failed; `healthy` otherwise.
 */
export function decideHealth(seen: {
  readonly probed: readonly Probed[];
  readonly response_ms: number;
  /** The newest calls, newest first: did they succeed? */
  readonly recent: readonly boolean[];
}): CollectorHealthState {
  const failing = seen.probed.filter((each) => each.error !== null).length;
  if (seen.probed.length > 0 && failing === seen.probed.length) return 'down';
  if (failing > 0 || seen.response_ms > responseBudgetMs) return 'degraded';
  return seen.recent.slice(0, rememberedCalls).includes(false) ? 'degraded' : 'healthy';
}
