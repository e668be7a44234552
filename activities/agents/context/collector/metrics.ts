import type { SourceReport } from '../../../../contracts/reasoning/campaign-context.ts';

/** How warming an entry of the cache ended: fetched, good long enough as it was, not to be had, or not come to. */
export const warmingResults = ['warmed', 'fresh', 'failed', 'left'] as const;
/** How warming an entry ended. */
export type WarmingResult = (typeof warmingResults)[number];

/** Counts and durations of collecting. */
export type CollectingMetrics = {
  /** A look into the cache of a source. */
  cache(source: string, result: 'hit' | 'miss'): void;
  /** One collection of one collector. */
  collected(collector: string, status: SourceReport['status'], from_cache: boolean, response_ms: number): void;
};

/** Counts and durations of collecting and of what is fetched ahead of it, for whoever exports them. */
export type CollectorMetrics = CollectingMetrics & {
  /** So many entries of a source's cache before a run. */
  warmed(source: string, result: WarmingResult, entries: number): void;
};

/** Metrics that go nowhere. */
export const noCollectorMetrics: CollectorMetrics = {
  cache: () => undefined,
  collected: () => undefined,
  warmed: () => undefined,
};
