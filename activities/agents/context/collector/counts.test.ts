import { describe, expect, it } from 'vitest';
import { agentMetrics } from '../../../../contracts/agent-metrics.ts';
import { collectorNames } from '../../../../contracts/collector.ts';
import { renderExposition } from '../../../../contracts/exposition.ts';
import { createCollectorCounts } from './counts.ts';

const scraped = (counts: ReturnType<typeof createCollectorCounts>) =>
  renderExposition(agentMetrics(counts.figures()))
    .split('\n')
    .filter((line) => /^collector_(cache|collections|warmed)/.test(line));

describe('the counts of collecting', () => {
  it('are nothing before anything was collected', () => {
    const counts = createCollectorCounts();
    expect(counts.figures()).toEqual([]);
    expect(scraped(counts)).toEqual([]);
  });

  it('tell hits from misses, source by source, so that a rate can be made of them', () => {
    const counts = createCollectorCounts();
    for (const result of ['miss', 'hit', 'hit'] as const) counts.cache('competitors.semrush', result);
    counts.cache('calendar', 'miss');
    expect(scraped(counts)).toEqual([
      'collector_cache_requests_total{source="competitors.semrush",result="miss"} 1',
      'collector_cache_requests_total{source="competitors.semrush",result="hit"} 2',
      'collector_cache_requests_total{source="calendar",result="miss"} 1',
    ]);
  });

  it('tell how each collection ended', () => {
    const counts = createCollectorCounts();
    counts.collected('history', 'collected', false, 12);
    counts.collected('history', 'collected', true, 1);
    counts.collected('history', 'timed_out', false, 4_500);
    expect(scraped(counts)).toEqual([
      'collector_collections_total{collector="history",status="collected"} 2',
      'collector_collections_total{collector="history",status="timed_out"} 1',
    ]);
  });

  it('tell how warming went, by so many entries at a time', () => {
    const counts = createCollectorCounts();
    counts.warmed('history.cases', 'warmed', 2);
    counts.warmed('history.cases', 'warmed', 1);
    counts.warmed('platform.delivery', 'left', 40);
    expect(scraped(counts)).toEqual([
      'collector_warmed_total{source="history.cases",result="warmed"} 3',
      'collector_warmed_total{source="platform.delivery",result="left"} 40',
    ]);
  });

  it('never fall, and what was read once does not move any more', () => {
    const counts = createCollectorCounts();
    counts.cache('calendar', 'hit');
    const before = counts.figures();
    counts.cache('calendar', 'hit');
    expect([before, counts.figures()].map(([figure]) => figure?.value)).toEqual([1, 2]);
  });

  it('keep one row for a source and an end, however often it is asked', () => {
    const counts = createCollectorCounts();
    for (let time = 0; time < 1_000; time += 1) {
      for (const name of collectorNames) counts.collected(name, time % 2 === 0 ? 'collected' : 'failed', false, 1);
    }
    expect(counts.figures()).toHaveLength(collectorNames.length * 2);
    expect(new Set(counts.figures().map((figure) => figure.value))).toEqual(new Set([500]));
  });

  it('of two processes are two, and of one name in two metrics are not mixed', () => {
    const [one, other] = [createCollectorCounts(), createCollectorCounts()];
    one.cache('history', 'hit');
    one.collected('history', 'collected', true, 1);
    expect(one.figures().map((figure) => figure.value)).toEqual([1, 1]);
    expect(other.figures()).toEqual([]);
  });
});
