import type { SourceReport } from '../../../../contracts/reasoning/campaign-context.ts';

/** Counts and durations of collecting, for whoever exports them. */
export type CollectorMetrics = {
  /** A look into the cache of a source. */
  cache(source: string, result: 'hit' | 'miss'): void;
  /** One collection of one collector. */
  collected(collector: string, status: SourceReport['status'], from_cache: boolean, response_ms: number): void;
};

/** Metrics that go nowhere. */
export const noCollectorMetrics: CollectorMetrics = { cache: () => undefined, collected: () => undefined };
