import type { Figure } from '../../../../contracts/agent-metrics.ts';
import type { CollectorMetrics } from './metrics.ts';

/** Counts of collecting that can be read. */
type CollectorCounts = CollectorMetrics & {
  /** All counts since the process began: cache and warming by source and result, collections by collector and status. */
  figures(): readonly Figure[];
};

/**
 * Counts in memory, for the process that collects: looks into the cache leave no row that could be counted afterwards. They
 * begin at zero with each process, as counters of Prometheus may. Names of sources and states are few, so the counts are too.
 */
export function createCollectorCounts(): CollectorCounts {
  const counts = new Map<string, Figure>();
  const count = (metric: string, one: string, two: string, by = 1) => {
    const key = JSON.stringify([metric, one, two]);
    counts.set(key, { metric, one, two, value: (counts.get(key)?.value ?? 0) + by });
  };
  return {
    cache: (source, result) => count('collector_cache', source, result),
    collected: (collector, status) => count('collections', collector, status),
    warmed: (source, result, entries) => count('collector_warmed', source, result, entries),
    figures: () => [...counts.values()],
  };
}
