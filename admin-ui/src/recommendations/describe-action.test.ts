import { expect, it } from 'vitest';
import type { TypedAction } from '../../../contracts/recommendation.ts';
import { actionLines, recheckWords } from './describe-action.ts';

const campaign_id = 'c';
const said = (action: TypedAction, currency = 'USD') =>
  actionLines(action, currency).map(({ name, before, after, change }) => `${name}: ${before} → ${after} (${change})`);

it('money goes from the live value to the absolute target, in the currency of the account', () => {
  const bid = {
    kind: 'set_bid',
    campaign_id,
    bid_amount_minor: 288,
    current_bid_amount_minor: 250,
    change_pct: 15,
  } as const;
  expect(said(bid)).toEqual(['Bid: $2.50 → $2.88 (+15\u00a0%)']);
  expect(said(bid, 'JPY')).toEqual(['Bid: ¥250 → ¥288 (+15\u00a0%)']);
  expect(
    said({
      ...{ kind: 'set_daily_budget', campaign_id, change_pct: -20 },
      ...{ daily_budget_minor: 12_000, current_daily_budget_minor: 15_000 },
    }),
  ).toEqual(['Daily budget: $150 → $120 (−20\u00a0%)']);
});

it('each move of money, each kind of audience change and each creative is a line', () => {
  const moves = [
    { from_entity_id: 'a', to_entity_id: 'b', amount_minor: 500 },
    { from_entity_id: 'a', to_entity_id: 'd', amount_minor: 250 },
  ];
  expect(said({ kind: 'reallocate_budget', campaign_id, moves })).toEqual([
    'Daily budget that moves: a → b ($5)',
    'Daily budget that moves: a → d ($2.50)',
  ]);
  const audiences = { include_audience_ids: ['x', 'y'], exclude_audience_ids: [], audience_expansion: true };
  expect(said({ kind: 'change_audiences', campaign_id, mode: 'expand', ...audiences })).toEqual([
    'Audiences: as now → and x, y (null)',
    'Audience expansion by the platform: as now → on (null)',
  ]);
  const creative = { ad_id: '7', current_creative_id: 'old', creative_id: 'new' };
  expect(said({ kind: 'rotate_creative', campaign_id, ...creative })).toEqual(['Creative of ad 7: old → new (null)']);
});

it('a pause says until when; watching changes nothing and says when it is looked at again', () => {
  expect(said({ kind: 'pause', campaign_id, resume_when: 'the page answers' })).toEqual([
    'Status: Active → Paused (until the page answers)',
  ]);
  expect(said({ kind: 'resume', campaign_id })).toEqual(['Status: Paused → Active (null)']);
  const watch = { kind: 'none', recheck_after_hours: 24 } as const;
  expect(said(watch)).toEqual([]);
  expect(recheckWords(watch)).toBe('Nothing is changed. It is looked at again in 1 d.');
  expect(recheckWords({ kind: 'resume', campaign_id })).toBeNull();
});
