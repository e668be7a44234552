import { describe, expect, it } from 'vitest';
import { judgePattern, monthOf, type Pattern, weeksOf } from './monthly-report.ts';

const nothing: Pattern = {
  ...{ root_cause: 'auction_pressure', recommended_workflow: 'Bid Adjustment', recommendations: 0, decided: 0 },
  ...{ approved: 0, edited: 0, rejected: 0, replaced: 0, expired: 0, measured: 0, improved: 0 },
  mean_improvement_pct: null,
};
const judged = (more: Partial<Pattern>) => judgePattern({ ...nothing, ...more });

describe('a pattern of reasoning', () => {
  it.each<[string, Partial<Pattern>, 'reliable' | 'unreliable' | 'open']>([
    ['nobody has decided about', {}, 'open'],
    ['with both shares above their bars', { decided: 20, approved: 18, measured: 11, improved: 10 }, 'reliable'],
    ['with a share exactly at its bar', { decided: 20, approved: 17, measured: 11, improved: 11 }, 'open'],
    ['that helped exactly nine times of ten', { decided: 20, approved: 20, measured: 10, improved: 9 }, 'open'],
    ['one decision short', { decided: 19, approved: 19, measured: 11, improved: 11 }, 'open'],
    ['one outcome short', { decided: 20, approved: 20, measured: 9, improved: 9 }, 'open'],
    ['that people mostly refuse', { decided: 20, approved: 10 }, 'unreliable'],
    ['that mostly did not help', { decided: 12, approved: 12, measured: 10, improved: 5 }, 'unreliable'],
    ['with little on either side', { decided: 3, approved: 0, measured: 2, improved: 0 }, 'open'],
  ])('%s is judged so', (_, more, verdict) => {
    expect(judged(more).verdict).toBe(verdict);
  });

  it('has no rate where nothing was counted', () => {
    expect(judged({})).toMatchObject({ acceptance_rate: null, positive_impact_rate: null, stepped_in_rate: null });
  });

  it.each<[Partial<Pattern>, number]>([
    [{ decided: 10, approved: 10 }, 0],
    [{ decided: 10, approved: 10, edited: 3 }, 0.3],
    // Who rejects and names another workflow has stepped in once, not twice.
    [{ decided: 10, approved: 8, rejected: 2, replaced: 2 }, 0.2],
    [{ decided: 10, approved: 7, edited: 1, rejected: 3, replaced: 1 }, 0.4],
    [{ decided: 2, approved: 1, edited: 1, rejected: 1, replaced: 2 }, 1],
  ])('counts where people stepped in: %j', (more, rate) => {
    expect(judged(more).stepped_in_rate).toBeCloseTo(rate);
  });
});

describe('a month', () => {
  it.each([
    ['2026-02', '2026-02-01', '2026-03-01', 4],
    ['2024-02', '2024-02-01', '2024-03-01', 5],
    ['2026-12', '2026-12-01', '2027-01-01', 5],
  ])('%s goes from its first moment to that of the next, in whole weeks and a rest', (month, since, until, weeks) => {
    const period = monthOf(month);
    if (period === null) throw new Error('no month');
    expect([period.since, period.until].map((each) => each.toISOString().slice(0, 10))).toEqual([since, until]);
    const parts = weeksOf(period);
    expect(parts).toHaveLength(weeks);
    expect([parts[0]?.since, parts.at(-1)?.until]).toEqual([period.since, period.until]);
    for (const [index, week] of parts.slice(1).entries()) expect(week.since).toEqual(parts[index]?.until);
  });

  it.each(['', '2026', '2026-13', '2026-00', '1999-01', '2026-1', '2026-01-01', 'x2026-01'])(
    'is not named by %j',
    (text) => {
      expect(monthOf(text)).toBeNull();
    },
  );
});
