import { describe, expect, it } from 'vitest';
import { between, budget, of } from '../../tests/difference/plans.ts';

describe('guardrails, there and back', () => {
  it.each<[string, string, readonly string[], readonly string[]]>([
    [
      'max_budget_change_pct: 20',
      'max_budget_change_pct: 25',
      ['! cap of a budget change 20 % → 25 %'],
      ['cap of a budget change 25 % → 20 %'],
    ],
    [
      'max_budget_change_pct: 20',
      'min_spend: 1',
      ['! cap of a budget change removed: 20 %', 'least spend added: 1'],
      ['! least spend removed: 1', 'cap of a budget change added: 20 %'],
    ],
    [
      'max_bid_change_pct: 5',
      'max_bid_change_pct: 5.5',
      ['! cap of a bid change 5 % → 5.5 %'],
      ['cap of a bid change 5.5 % → 5 %'],
    ],
    [
      'max_total_change: 500',
      'max_total_change: 50',
      ['cap of moved money 500 → 50'],
      ['! cap of moved money 50 → 500'],
    ],
    [
      'max_total_change: 500',
      'max_total_change: 500, max_changes_per_day: 3',
      ['cap of changes a day added: 3'],
      ['! cap of changes a day removed: 3'],
    ],
    [
      'max_changes_per_day: 3',
      'max_changes_per_day: 0',
      ['cap of changes a day 3 → 0'],
      ['! cap of changes a day 0 → 3'],
    ],
    [
      'cooldown_hours: 6',
      'cooldown_hours: 12',
      ['rest between changes 6 h → 12 h'],
      ['! rest between changes 12 h → 6 h'],
    ],
    [
      'cooldown_hours: 6',
      'min_spend: 1',
      ['! rest between changes removed: 6 h', 'least spend added: 1'],
      ['! least spend removed: 1', 'rest between changes added: 6 h'],
    ],
    ['min_spend: 100', 'min_spend: 90', ['! least spend 100 → 90'], ['least spend 90 → 100']],
    ['min_conversions: 30', 'min_conversions: 31', ['least conversions 30 → 31'], ['! least conversions 31 → 30']],
    ['exclude_last_days: 2', 'exclude_last_days: 3', ['days left out 2 → 3'], ['! days left out 3 → 2']],
    ['exclude_last_days: 2', 'exclude_last_days: 0', ['! days left out 2 → 0'], ['days left out 0 → 2']],
    [
      'min_spend: 1, freeze_in_learning: true',
      'min_spend: 1',
      ['! freeze while the platform is learning on → off'],
      ['freeze while the platform is learning off → on'],
    ],
    ['min_spend: 1, freeze_in_learning: false', 'min_spend: 1', [], []],
    [
      'min_spend: 1, forbid_if: risk == "high"',
      'min_spend: 1',
      ['! rule that forbids removed: risk == "high"'],
      ['rule that forbids added: risk == "high"'],
    ],
    [
      'forbid_if: total_change > 5',
      'forbid_if: total_change > 4',
      ['! rule that forbids total_change > 5 → total_change > 4'],
      ['! rule that forbids total_change > 4 → total_change > 5'],
    ],
    [
      'min_spend: 1, require_approval_if: risk == "high"',
      'min_spend: 1',
      ['rule when people are asked removed: risk == "high"'],
      ['! rule when people are asked added: risk == "high"'],
    ],
    [
      'require_approval_if: total_change > 5',
      'require_approval_if: total_change > 4',
      ['! rule when people are asked total_change > 5 → total_change > 4'],
      ['! rule when people are asked total_change > 4 → total_change > 5'],
    ],
    [
      'autonomy: auto, min_spend: 1, require_approval_if: risk == "high"',
      'autonomy: auto, min_spend: 1',
      ['! rule when people are asked removed: risk == "high"'],
      ['rule when people are asked added: risk == "high"'],
    ],
    ['autonomy: shadow', 'autonomy: propose', ['! autonomy shadow → propose'], ['autonomy propose → shadow']],
    ['autonomy: shadow', 'autonomy: auto', ['! autonomy shadow → auto'], ['autonomy auto → shadow']],
    ['autonomy: propose, min_spend: 1', 'min_spend: 1', [], []],
  ])('%s, and %s', (one, other, there, back) => {
    expect([
      between(of([budget('raise')], one), of([budget('raise')], other)),
      between(of([budget('raise')], other), of([budget('raise')], one)),
    ]).toEqual([there, back]);
  });
});
