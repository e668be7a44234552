import { describe, expect, it } from 'vitest';
import { typedActionSchema } from '../../contracts/recommendation.ts';
import { createRandom } from '../../sandbox/market/random.ts';
import { candidateActions } from './candidate-actions.ts';
import { createDraw } from './draw.ts';
import { drawCampaign } from './draw-campaign.ts';
import { drawPlot } from './draw-plot.ts';
import { type CaseKind, caseKinds } from './generated-case.ts';
import { createValuer, horizonDays } from './value-action.ts';

function drawn(kind: CaseKind, serial = 1) {
  const draw = createDraw(createRandom('of-the-tests', `${kind}-${serial}`));
  const plot = drawPlot(draw, kind);
  return { plot, ...drawCampaign(draw, kind, plot, serial) };
}
const every = caseKinds.flatMap((kind) => [1, 2, 3, 4].map((serial) => ({ kind, serial, ...drawn(kind, serial) })));

describe('the plot of a case', () => {
  it('plays what its kind says: two causes when mixed, none when only chance is at work', () => {
    for (const { kind, plot } of every) {
      const causes = plot.strands.map(({ cause }) => cause);
      if (kind === 'mixed') expect(new Set(causes).size).toBe(2);
      else expect(causes).toEqual([kind === 'pure_noise' || kind === 'too_little_data' ? 'no_change' : kind]);
    }
  });

  it('has set in before the look, and ends after it where it ends', () => {
    for (const strand of every.flatMap(({ plot }) => plot.strands)) {
      expect(strand.since_days).toBeLessThan(0);
      if (strand.until_days !== null) expect(strand.until_days).toBeGreaterThan(0);
    }
  });

  it('shows a tired creative as old and often seen, and a full budget as full', () => {
    for (const { kind, plot } of every) {
      if (kind === 'creative_fatigue') expect(plot.creative_age_days).toBeGreaterThanOrEqual(24);
      if (kind === 'creative_fatigue') expect(plot.usual_frequency).toBeGreaterThanOrEqual(3.2);
      if (kind === 'budget_limited') expect(plot.fill).toBeGreaterThanOrEqual(0.98);
      if (kind === 'no_change') expect(plot.fill).toBeLessThan(0.9);
    }
  });
});

describe('the campaign of a case', () => {
  it('has whole positive amounts of money in every currency', () => {
    for (const { campaign, kind } of every)
      for (const amount of [campaign.bid_amount_minor, campaign.daily_budget_minor, campaign.target_cpa_minor]) {
        expect(Number.isInteger(amount), kind).toBe(true);
        expect(amount, kind).toBeGreaterThan(0);
      }
  });

  it('has ids of its own, by its serial', () => {
    const ids = [1, 2, 12].map((serial) => drawn('no_change', serial).campaign.campaign_id);
    expect(new Set(ids).size).toBe(3);
  });
});

describe('the actions that are considered', () => {
  const { campaign } = drawn('auction_pressure');
  const actions = candidateActions(campaign, 10_000);

  it('are actions as the contract has them, each under a name of its own, doing nothing first', () => {
    for (const { action, label } of actions) expect(typedActionSchema.safeParse(action).success, label).toBe(true);
    expect(new Set(actions.map(({ label }) => label)).size).toBe(actions.length);
    expect(actions[0]?.action.kind).toBe('none');
  });

  it('change no bid and no budget by more than a fifth', () => {
    for (const { action } of actions) {
      if (action.kind === 'set_bid')
        expect(Math.abs(action.bid_amount_minor / campaign.bid_amount_minor - 1)).toBeLessThanOrEqual(0.21);
      if (action.kind === 'set_daily_budget')
        expect(Math.abs(action.daily_budget_minor / campaign.daily_budget_minor - 1)).toBeLessThanOrEqual(0.201);
    }
  });

  it('move and bid one minor unit at least, however small the campaign', () => {
    const small = candidateActions({ ...campaign, bid_amount_minor: 1, daily_budget_minor: 1 }, 1);
    for (const { action, label } of small) expect(typedActionSchema.safeParse(action).success, label).toBe(true);
  });
});

describe('the value of an action', () => {
  const { campaign } = drawn('auction_pressure');
  const { valueOf: earned, spend_minor } = createValuer(campaign, { seed: 'of-the-tests', weekday: 2 });

  it('is nothing for what changes nothing', () => {
    const [bid] = candidateActions(campaign, spend_minor / horizonDays).filter(
      ({ action }) => action.kind === 'set_bid',
    );
    if (bid?.action.kind !== 'set_bid') throw new Error('There is no bid.');
    expect(earned({ kind: 'none', recheck_after_hours: 24 })).toBe(0);
    expect(earned({ ...bid.action, bid_amount_minor: campaign.bid_amount_minor })).toBeCloseTo(0, 6);
    const ids = { campaign_id: campaign.campaign_id, ad_id: 'nobody', current_creative_id: 'x', creative_id: 'y' };
    expect(earned({ kind: 'rotate_creative', ...ids })).toBe(0);
  });

  it('is the same however often it is asked for', () => {
    for (const { action } of candidateActions(campaign, spend_minor / horizonDays))
      expect(earned(action)).toBe(earned(action));
    expect(spend_minor).toBeGreaterThan(0);
  });
});
