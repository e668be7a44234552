import { CodedError } from '../../../../contracts/errors/index.ts';
import { reasonOf } from '../collector/collector.ts';
import { startDeadline } from '../collector/deadline.ts';
import type { WarmingResult } from '../collector/metrics.ts';
import type { Warmable } from '../collector/source.ts';
import type { Subject } from '../collector/subject.ts';
import type { Timing } from '../collector/timing.ts';

/** What is to be looked after of one source: one subject for each key. */
export type WarmingTask = { readonly source: Warmable; readonly subjects: readonly Subject[] };

/** Within which bounds. */
export type WarmingBounds = {
  /** Until then answers must be good. */
  readonly until: Date;
  /** After so many milliseconds of `timing` nothing new is begun. */
  readonly ends_at_ms: number;
  readonly per_minute: number;
  readonly signal: AbortSignal;
};

/** How many entries of a source ended how. */
export type WarmingCounts = Readonly<Record<WarmingResult, number>>;

/** For one answer there is more time than in an analysis, where a person waits. */
const deadlineMs = 30_000;
/** After so many failures in a row a source is left to the run, which has its own way with sources that fail. */
const mostFailures = 3;
const refusals: ReadonlySet<unknown> = new Set([401, 402, 403, 429]);
const refusing: ReadonlySet<string> = new Set(['PLATFORM_THROTTLED', 'SOURCE_NOT_CONFIGURED']);
/** What an account is not open for is no failure, and says nothing of the next account. */
const closed: ReadonlySet<string> = new Set(['PLATFORM_CAPABILITY_MISSING', 'PLATFORM_UNAUTHORIZED']);

/** True for a source that says that it must not be asked any more: no key, no more quota, or broken off already. */
function refuses(error: unknown): boolean {
  if (!(error instanceof CodedError)) return false;
  const { status, cause } = error.details;
  return refusing.has(error.code) || refusals.has(status) || cause === 'breaker_open';
}

/**
 * Warms one source, one answer after another and never faster than the bounds allow, until time is up, everything is done, or
 * the source refuses. What was good already costs nothing of the rate.
 */
export async function warmSource(
  deps: { readonly timing: Timing; readonly log: { warn(fields: object, message: string): void } },
  { source, subjects }: WarmingTask,
  bounds: WarmingBounds,
): Promise<WarmingCounts> {
  const { timing } = deps;
  const counts = { warmed: 0, fresh: 0, failed: 0, left: 0 };
  let failures = 0;
  let free_at = timing.elapsedMs();
  for (const [index, subject] of subjects.entries()) {
    const wait_ms = free_at - timing.elapsedMs();
    const over = bounds.signal.aborted || Math.max(free_at, timing.elapsedMs()) >= bounds.ends_at_ms;
    if (over || failures >= mostFailures) return { ...counts, left: counts.left + subjects.length - index };
    if (wait_ms > 0) await timing.sleep(wait_ms);
    const begun = timing.elapsedMs();
    const deadline = startDeadline(timing, deadlineMs);
    try {
      const result = await source.warm(subject, bounds.until, deadline);
      counts[result] += 1;
      failures = 0;
      if (result === 'fresh') continue;
    } catch (error) {
      const isClosed = error instanceof CodedError && closed.has(error.code);
      counts[isClosed ? 'left' : 'failed'] += 1;
      failures = isClosed ? failures : refuses(error) ? mostFailures : failures + 1;
      const { campaign_id } = subject.campaign;
      if (!isClosed) deps.log.warn({ source: source.name, campaign_id, reason: reasonOf(error) }, 'source_not_warmed');
    } finally {
      deadline.end();
    }
    free_at = begun + 60_000 / bounds.per_minute;
  }
  return counts;
}
