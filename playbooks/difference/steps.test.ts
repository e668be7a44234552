import { describe, expect, it } from 'vitest';
import { between, of } from '../../tests/difference/plans.ts';

/** The parameters of a change of a budget. */
const to = (amount: string, campaign = 'entity.id') =>
  `params: { campaign_id: '{{ ${campaign} }}', daily_budget_minor: ${amount} }`;
const only = (step: string) => of([`{ id: a, ${step} }`], 'min_spend: 1');
const change = (rest: string) => only(`agent: AdPlatformAgent, action: set_daily_budget, ${rest}`);

describe('a step that changes money, there and back', () => {
  it.each<[string, string, readonly string[], readonly string[]]>([
    [
      to('5000'),
      to('6000'),
      ['! a: params.daily_budget_minor 5000 → 6000'],
      ['! a: params.daily_budget_minor 6000 → 5000'],
    ],
    [
      to('5000'),
      to('"{{ round(context.cpa) }}"'),
      ['! a: params.daily_budget_minor 5000 → round(context.cpa)'],
      ['! a: params.daily_budget_minor round(context.cpa) → 5000'],
    ],
    [
      to('5000'),
      to('5000', 'entity.name'),
      ['! a: params.campaign_id entity.id → entity.name'],
      ['! a: params.campaign_id entity.name → entity.id'],
    ],
    [
      `${to('5000')}, condition: context.cpa > 3`,
      to('5000'),
      ['! a: condition removed: context.cpa > 3'],
      ['! a: condition added: context.cpa > 3'],
    ],
    [
      `${to('5000')}, condition: context.cpa > 3`,
      `${to('5000')}, condition: context.cpa > 4`,
      ['! a: condition context.cpa > 3 → context.cpa > 4'],
      ['! a: condition context.cpa > 4 → context.cpa > 3'],
    ],
    [`${to('5000')}, output: one`, to('5000'), ['a: output removed: one'], ['a: output added: one']],
    [`${to('5000')}, output: one`, `${to('5000')}, output: two`, ['a: output one → two'], ['a: output two → one']],
    [
      `${to('5000')}, name: Raise it`,
      `${to('5000')}, name: Lower it`,
      ['a: name Raise it → Lower it'],
      ['a: name Lower it → Raise it'],
    ],
    [
      `${to('5000')}, retry: 3`,
      `${to('5000')}, retry: 4`,
      ['a: retry 3 attempts, 0.5 s × 2 up to 30 s → 4 attempts, 0.5 s × 2 up to 30 s'],
      ['a: retry 4 attempts, 0.5 s × 2 up to 30 s → 3 attempts, 0.5 s × 2 up to 30 s'],
    ],
    [
      `${to('5000')}, retry: { non_retryable: [PLATFORM_REFUSED] }`,
      to('5000'),
      ['a: non_retryable removed: PLATFORM_REFUSED'],
      ['a: non_retryable added: PLATFORM_REFUSED'],
    ],
    [
      `${to('5000')}, timeout: 30s`,
      `${to('5000')}, timeout: 60s`,
      ['a: timeout 30 seconds → 1 minute'],
      ['a: timeout 1 minute → 30 seconds'],
    ],
    [
      `${to('5000')}, on_error: continue`,
      to('5000'),
      ['! a: on_error continue → fail'],
      ['! a: on_error fail → continue'],
    ],
    [
      `${to('5000')}, on_error: compensate`,
      `${to('5000')}, on_error: continue`,
      ['! a: on_error compensate → continue'],
      ['! a: on_error continue → compensate'],
    ],
    [
      `${to('5000')}, retry: { initial_interval: 1s }`,
      `${to('5000')}, retry: { initial_interval: 2s }`,
      ['a: retry 10 attempts, 1 s × 2 up to 30 s → 10 attempts, 2 s × 2 up to 30 s'],
      ['a: retry 10 attempts, 2 s × 2 up to 30 s → 10 attempts, 1 s × 2 up to 30 s'],
    ],
  ])('%s, and %s', (one, other, there, back) => {
    expect([between(change(one), change(other)), between(change(other), change(one))]).toEqual([there, back]);
  });
});
