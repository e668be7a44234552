import { describe, expect, it } from 'vitest';
import type { Change } from '../../../contracts/change-set.ts';
import { collapseChanges } from './collapse-changes.ts';

const change = (entity_id: string, before: number, after: number): Change => ({
  ...{ platform: 'meta_ads', account_id: 'act_1', campaign_id: '1', entity_type: 'ad_set', entity_name: entity_id },
  ...{ entity_id, field: 'daily_budget_minor', before, after, change_pct: null, money_moved_minor: 0 },
});

describe('what an undo takes back', () => {
  it('several changes of one field are one way back: from the newest value to the oldest', () => {
    const newestFirst = [change('1', 300, 400), change('1', 200, 300), change('1', 100, 200)];
    expect(collapseChanges(newestFirst)).toMatchObject([{ before: 100, after: 400 }]);
  });
  it('different entities stay apart, the newest first', () => {
    const newestFirst = [change('2', 50, 60), change('1', 200, 300), change('1', 100, 200)];
    expect(collapseChanges(newestFirst).map((each) => [each.entity_id, each.before, each.after])).toEqual([
      ['2', 50, 60],
      ['1', 100, 300],
    ]);
  });
  it('different fields of one entity stay apart', () => {
    const bid: Change = { ...change('1', 5, 6), field: 'bid_amount_minor' };
    expect(collapseChanges([bid, change('1', 100, 200)])).toHaveLength(2);
  });
  it('of nothing is nothing', () => {
    expect(collapseChanges([])).toEqual([]);
  });
});
