import { describe, expect, it } from 'vitest';
import { changePercent, changeSetOf } from './change-arithmetic.ts';

const change = (before: number | string, after: number | string, money_moved_minor = 0) => ({
  ...({ platform: 'meta_ads', account_id: 'a', campaign_id: '1', entity_type: 'campaign', entity_id: '1' } as const),
  ...({ entity_name: 'One', field: 'daily_budget_minor', before, after, money_moved_minor } as const),
  change_pct: changePercent(before, after),
});

describe('what a change is in percent', () => {
  it.each<[number | string | null, number | string | null, number | null]>([
    [100, 125, 25],
    [100, 75, -25],
    [3, 4, 33.333333],
    [100, 0, -100],
    [100, 100, 0],
    [0, 100, null],
    [null, 100, null],
    [100, null, null],
    ['paused', 'active', null],
  ])('from %j to %j is %j', (before, after, percent) => {
    expect(changePercent(before, after)).toBe(percent);
  });
});

describe('a set of changes', () => {
  it('adds up the money, and takes the largest change whichever way it goes', () => {
    const changes = [change(100, 125, 25), change(100, 60, 40), change(7, 7)];
    expect(changeSetOf(changes, 'EUR')).toEqual({
      ...{ changes: changes.slice(0, 2), currency: 'EUR', total_change_minor: 65, max_change_pct: 40, change_count: 2 },
    });
  });

  it('of nothing that changes still shows what was wished', () => {
    const changes = [change('paused', 'paused'), change(7, 7)];
    expect(changeSetOf(changes, 'USD')).toMatchObject({ changes, max_change_pct: 0, change_count: 0 });
  });
});
