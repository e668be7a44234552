import { describe, expect, it } from 'vitest';
import { between, of } from '../../tests/difference/plans.ts';

const only = (step: string) => of([step], 'min_spend: 1');

describe('cases and clauses, there and back', () => {
  it.each<[string, string, string, readonly string[], readonly string[]]>([
    [
      'two cases change places',
      '{ id: s, switch: [{ when: context.cpa > 9, steps: [{ id: a, wait: 1h }] }, { when: context.cpa > 5, steps: [{ id: b, wait: 1h }] }] }',
      '{ id: s, switch: [{ when: context.cpa > 5, steps: [{ id: b, wait: 1h }] }, { when: context.cpa > 9, steps: [{ id: a, wait: 1h }] }] }',
      ['case 2 of s is tried in another order: it was case 1 of s'],
      ['case 2 of s is tried in another order: it was case 1 of s'],
    ],
    [
      'two cases change places, and one of them changes money',
      "{ id: s, switch: [{ when: context.cpa > 9, steps: [{ id: a, agent: AdPlatformAgent, action: set_daily_budget, params: { campaign_id: '{{ entity.id }}', daily_budget_minor: 5000 } }] }, { when: context.cpa > 5, steps: [{ id: b, wait: 1h }] }] }",
      "{ id: s, switch: [{ when: context.cpa > 5, steps: [{ id: b, wait: 1h }] }, { when: context.cpa > 9, steps: [{ id: a, agent: AdPlatformAgent, action: set_daily_budget, params: { campaign_id: '{{ entity.id }}', daily_budget_minor: 5000 } }] }] }",
      ['! case 2 of s is tried in another order: it was case 1 of s'],
      ['! case 2 of s is tried in another order: it was case 1 of s'],
    ],
    [
      'the last of three cases comes first',
      '{ id: s, switch: [{ when: context.cpa > 9, steps: [{ id: a, wait: 1h }] }, { when: context.cpa > 5, steps: [{ id: b, wait: 1h }] }, { when: context.cpa > 3, steps: [{ id: c, wait: 1h }] }] }',
      '{ id: s, switch: [{ when: context.cpa > 3, steps: [{ id: c, wait: 1h }] }, { when: context.cpa > 9, steps: [{ id: a, wait: 1h }] }, { when: context.cpa > 5, steps: [{ id: b, wait: 1h }] }] }',
      ['case 1 of s is tried in another order: it was case 3 of s'],
      ['case 3 of s is tried in another order: it was case 1 of s'],
    ],
    [
      'a case comes before them: their order is the same',
      '{ id: s, switch: [{ when: context.cpa > 9, steps: [{ id: a, wait: 1h }] }, { when: context.cpa > 5, steps: [{ id: b, wait: 1h }] }] }',
      '{ id: s, switch: [{ when: context.cpa > 20, steps: [{ id: c, wait: 1h }] }, { when: context.cpa > 9, steps: [{ id: a, wait: 1h }] }, { when: context.cpa > 5, steps: [{ id: b, wait: 1h }] }] }',
      ['step c added (wait, first in case 1 of s)'],
      ['step c removed (wait, was first in case 1 of s)'],
    ],
    [
      'a case between them goes: their order is the same',
      '{ id: s, switch: [{ when: context.cpa > 20, steps: [{ id: c, wait: 1h }] }, { when: context.cpa > 9, steps: [{ id: a, wait: 1h }] }, { when: context.cpa > 5, steps: [{ id: b, wait: 1h }] }] }',
      '{ id: s, switch: [{ when: context.cpa > 20, steps: [{ id: c, wait: 1h }] }, { when: context.cpa > 5, steps: [{ id: b, wait: 1h }] }] }',
      ['step a removed (wait, was first in case 2 of s)'],
      ['step a added (wait, first in case 2 of s)'],
    ],
    [
      '`else` appears',
      '{ id: s, switch: [{ when: context.cpa > 9, steps: [{ id: a, wait: 1h }] }] }',
      '{ id: s, switch: [{ when: context.cpa > 9, steps: [{ id: a, wait: 1h }] }, { else: [{ id: z, wait: 1h }] }] }',
      ['step z added (wait, first in `else` of s)'],
      ['step z removed (wait, was first in `else` of s)'],
    ],
    [
      'a step goes from a case to `else`',
      '{ id: s, switch: [{ when: context.cpa > 9, steps: [{ id: a, wait: 1h }, { id: b, wait: 1h }] }, { else: [{ id: z, wait: 1h }] }] }',
      '{ id: s, switch: [{ when: context.cpa > 9, steps: [{ id: a, wait: 1h }] }, { else: [{ id: z, wait: 1h }, { id: b, wait: 1h }] }] }',
      ['step b moved: after z in `else` of s (was after a in case 1 of s)'],
      ['step b moved: after a in case 1 of s (was after z in `else` of s)'],
    ],
    [
      'two clauses change places',
      `{ id: t, try: [{ id: a, wait: 1h }], catch: [{ when: "error.code == 'PLATFORM_REFUSED'", steps: [{ id: b, wait: 1h }] }, { when: "error.step_id == 'a'", steps: [{ id: c, wait: 1h }] }] }`,
      `{ id: t, try: [{ id: a, wait: 1h }], catch: [{ when: "error.step_id == 'a'", steps: [{ id: c, wait: 1h }] }, { when: "error.code == 'PLATFORM_REFUSED'", steps: [{ id: b, wait: 1h }] }] }`,
      ['catch 2 of t is tried in another order: it was catch 1 of t'],
      ['catch 2 of t is tried in another order: it was catch 1 of t'],
    ],
    [
      'a clause of a write takes every failure',
      `{ id: t, try: [{ id: a, wait: 1h }], catch: [{ when: "error.step_id == 'a'", steps: [{ id: b, agent: AdPlatformAgent, action: set_daily_budget, params: { campaign_id: '{{ entity.id }}', daily_budget_minor: 5000 } }] }] }`,
      "{ id: t, try: [{ id: a, wait: 1h }], catch: [{ steps: [{ id: b, agent: AdPlatformAgent, action: set_daily_budget, params: { campaign_id: '{{ entity.id }}', daily_budget_minor: 5000 } }] }] }",
      ["! catch 1 of t error.step_id == 'a' → any failure"],
      ["! catch 1 of t any failure → error.step_id == 'a'"],
    ],
    [
      'a step goes into a loop',
      "{ id: e, for_each: { items: '[1]', max_parallel: 1 }, steps: [{ id: a, wait: 1h }] }",
      "{ id: e, for_each: { items: '[1]', max_parallel: 1 }, steps: [{ id: a, wait: 1h }, { id: b, wait: 1h }] }",
      ['step b added (wait, after a in e)'],
      ['step b removed (wait, was after a in e)'],
    ],
    [
      'a case loses the step that changes money',
      "{ id: s, switch: [{ when: context.cpa > 9, steps: [{ id: a, wait: 1h }, { id: b, agent: AdPlatformAgent, action: set_daily_budget, params: { campaign_id: '{{ entity.id }}', daily_budget_minor: 5000 } }] }] }",
      '{ id: s, switch: [{ when: context.cpa > 9, steps: [{ id: a, wait: 1h }] }] }',
      ['step b removed (AdPlatformAgent.set_daily_budget, was after a in case 1 of s)'],
      ['! step b added (AdPlatformAgent.set_daily_budget, after a in case 1 of s)'],
    ],
  ])('%s', (_, one, other, there, back) => {
    expect([between(only(one), only(other)), between(only(other), only(one))]).toEqual([there, back]);
  });
});
