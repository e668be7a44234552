import { describe, expect, it } from 'vitest';
import { agreementTrends, trendLine } from './agreement-trend.ts';
import { evaluationRunViewSchema } from './evaluation-view.ts';

const run = (id: string, run_type: string, run_at: string, agreement_rate: number) =>
  evaluationRunViewSchema.parse({
    ...{ id, run_type, run_at, total_examples: 1, passed_examples: 1 },
    metrics: { agreement_rate, figures: {} },
  });

describe('the trend of agreement', () => {
  const runs = [
    run('c', 'golden_set', '2026-03-03T00:00:00Z', 90),
    run('b', 'generated', '2026-03-02T00:00:00Z', 70),
    run('a', 'golden_set', '2026-03-01T00:00:00Z', 80),
  ];

  it('goes from the oldest to the newest, and never mixes what was tested on different cases', () => {
    expect(agreementTrends(runs).map(({ run_type, points }) => [run_type, points.map(({ id }) => id)])).toEqual([
      ['generated', ['b']],
      ['golden_set', ['a', 'c']],
    ]);
    expect(agreementTrends([])).toEqual([]);
  });

  it('draws 100 % at the top, and one point alone in the middle', () => {
    const [one, two] = agreementTrends(runs);
    expect(trendLine(two?.points ?? [])).toEqual([
      { x: 0, y: 20 },
      { x: 100, y: 10 },
    ]);
    expect(trendLine(one?.points ?? [])).toEqual([{ x: 50, y: 30 }]);
  });
});
