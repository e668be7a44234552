import { describe, expect, it } from 'vitest';
import { type Analysed, brokenPromises, describePhase, type Phase, quantile } from './figures.ts';

const took = (seconds: readonly number[], failure: string | null = null): readonly Analysed[] =>
  seconds.map((each, index) => ({ campaign_id: String(index), seconds: each, failure }));
const phase = (more: Partial<Phase> = {}): Phase => ({
  ...{ name: 'callers', seconds: 30, analyses: took([1, 2, 3]) },
  samples: [
    { second: 0, open: 3, connections: 12 },
    { second: 1, open: 0, connections: 9 },
  ],
  ...more,
});

describe('figures of a load run', () => {
  it('are quantiles by nearest rank, of few and of none', () => {
    expect([0, 0.5, 0.95, 1].map((share) => quantile([4, 1, 3, 2], share))).toEqual([1, 2, 4, 4]);
    expect(quantile([], 0.95)).toBeNaN();
    const values = Array.from({ length: 100 }, (_, index) => index + 1);
    expect(quantile(values, 0.95)).toBe(95);
  });

  it('tell throughput, times, failures, the queue and connections', () => {
    const text = describePhase(
      phase({ analyses: [...took([1, 2, 3]), ...took([9], '503 LLM'), ...took([8], '503 LLM')] }),
    );
    expect(text).toContain('callers: 5 analyses in 30 s, 10 a minute');
    expect(text).toContain('p50 3.0 s, p95 9.0 s, max 9.0 s, 2 failed');
    expect(text).toContain('open at most 3, at the end 0; connections at most 12');
    expect(text.match(/failed: 503 LLM/g)).toHaveLength(1);
  });

  it('say nothing of a queue and connections at which nobody looked', () => {
    const text = describePhase(phase({ samples: [] }));
    expect(text).toContain('p50 2.0 s');
    expect(text).not.toMatch(/open|connections/);
  });
});

describe('the promise of a load run', () => {
  it('is kept when 95 of 100 were under half a minute, none failed and none is left', () => {
    const slowest = took([...Array(95).fill(29.9), ...Array(5).fill(200)]);
    expect(brokenPromises([phase({ analyses: slowest })], ['callers'])).toEqual([]);
  });

  it.each<[string, Partial<Phase>, RegExp]>([
    [
      'six of a hundred took half a minute',
      { analyses: took([...Array(94).fill(1), ...Array(6).fill(30)]) },
      /p95 of 30\.0 s/,
    ],
    ['one failed', { analyses: [...took([1]), ...took([1], '500')] }, /callers: 1 of 2 failed/],
    ['something is still open', { samples: [{ second: 9, open: 4, connections: 1 }] }, /4 were still open/],
    ['nothing was measured', { analyses: [] }, /p95 of NaN/],
  ])('is broken when %s', (_, more, words) => {
    const broken = brokenPromises([phase(more)], ['callers']);
    expect(broken).toHaveLength(1);
    expect(broken[0]).toMatch(words);
  });

  it('is broken by every gated phase for itself', () => {
    const slow = phase({ name: 'beside', analyses: took([31]) });
    expect(brokenPromises([slow, phase()], ['beside', 'callers'])).toEqual(['beside: p95 of 31.0 s, not under 30 s']);
    expect(brokenPromises([slow], ['callers'])).toEqual([expect.stringMatching(/callers: p95 of NaN/)]);
  });

  it('holds for failures of every phase, and for the times of the named one alone', () => {
    const slow = phase({ name: 'batch', analyses: took([100, 200]) });
    const failing = phase({ name: 'batch', analyses: took([1], 'x') });
    expect(brokenPromises([slow, phase()], ['callers'])).toEqual([]);
    expect(brokenPromises([failing, phase()], ['callers'])).toEqual(['batch: 1 of 1 failed']);
  });
});
