import { describe, expect, it } from 'vitest';
import { type CampaignContext, campaignContextSchema } from '../../../contracts/reasoning/campaign-context.ts';
import type { RootCause } from '../../../contracts/recommendation.ts';
import { gatherFacts, leverFor, typedActionOf } from '../index.ts';
import { actionWords, adviceWords, criterionWords } from '../wording/words.ts';
import { effectOf, foretell } from './effects.ts';
import { bestMove } from './move-budget.ts';
import { riskOf } from './risk.ts';
import { reliabilityOf } from './step.ts';

type Parts = { metrics?: object; constraints?: object | null; more?: object };
function contextOf({ metrics, constraints, more }: Parts = {}): CampaignContext {
  return campaignContextSchema.parse({
    ...{ campaign_id: 'c', at: '2026-03-01T09:00:00.000Z' },
    campaign_metrics: {
      campaign_id: 'c',
      cpa: 58.5,
      previous_cpa: 45,
      cpa_change_pct: 30,
      cpa_trend_days: 3,
      spend: 7000,
      ...metrics,
    },
    creative_metrics: [
      { creative_id: 'old', creative_age_days: 40, ctr_trend: 'declining', ctr_change_pct: -30 },
      { creative_id: 'young', creative_age_days: 9 },
    ],
    constraints:
      constraints === null
        ? null
        : {
            ...{ status: 'active', current_bid: 2.5, daily_budget: 1000, target_cpa: 70 },
            running_creatives: [
              { ad_id: 'a1', ad_name: 'one', creative_id: 'young' },
              { ad_id: 'a2', ad_name: 'two', creative_id: 'old' },
            ],
            spare_creatives: [{ creative_id: 'new', name: 'New' }],
            spare_audiences: [{ audience_id: 'similar', name: 'Similar' }],
            ...constraints,
          },
    ...more,
  });
}
const pull = (cause: RootCause, parts: Parts = {}) =>
  leverFor({ facts: gatherFacts(contextOf(parts)), cause, confidence: 0.8 }, []);

const unnamed = { currency: 'USD', names: new Map<string, string>() };

describe('the bid', () => {
  it.each([
    [30, {}, 15, 288],
    [18, {}, 9, 273],
    [4, {}, 5, 263],
    [90, {}, 15, 288],
    [90, { max_bid_change_pct: 30 }, 20, 300],
    [90, { max_bid_change_pct: 10 }, 10, 275],
  ])(
    'for a rise of CPA of %d %% with the limits %j goes up by %d %%',
    (cpa_change_pct, constraints, change_pct, bid_amount_minor) => {
      expect(pull('auction_pressure', { metrics: { cpa_change_pct }, constraints }).action).toMatchObject({
        change_pct,
        bid_amount_minor,
      });
    },
  );

  it('follows the price of impressions where that is known, and believes counts more than sums', () => {
    expect(pull('auction_pressure', { metrics: { cpm_change_pct: 12 } }).action).toMatchObject({ change_pct: 6 });
    expect(reliabilityOf({ deviation: null })).toBe(0.5);
    expect(reliabilityOf({ deviation: 0.02 })).toBeGreaterThan(0.98);
  });

  it('is left where there is none, where a step rounds to nothing, and where nobody could read it', () => {
    expect(pull('auction_pressure', { constraints: { current_bid: null } })).toMatchObject({
      action: { kind: 'none' },
      held_back: expect.stringContaining('sets the bids itself'),
    });
    expect(pull('auction_pressure', { constraints: { current_bid: 0.01 } }).held_back).toContain('rounds to nothing');
    const blind = pull('auction_pressure', { constraints: null });
    expect(blind).toMatchObject({
      workflow: 'Bid Adjustment',
      action: { kind: 'none' },
      advice: { change_pct: 15, target_bid: null },
    });
  });

  it('moves a little for a promotion, and only when that lasts', () => {
    expect(pull('competitor_promotion', { metrics: { cpa_trend_days: 6 } })).toMatchObject({
      action: { kind: 'none' },
      held_back: expect.stringContaining('over in days'),
    });
    expect(pull('competitor_promotion', { metrics: { cpa_trend_days: 7 } }).action).toMatchObject({ change_pct: 5 });
  });
});

describe('the other levers', () => {
  it('replace the creative that lost most clicks, whatever the order', () => {
    expect(pull('creative_fatigue').action).toMatchObject({
      kind: 'rotate_creative',
      ad_id: 'a2',
      current_creative_id: 'old',
      creative_id: 'new',
    });
  });

  it('ask for new variants where no creative is ready', () => {
    const lever = pull('creative_fatigue', { constraints: { spare_creatives: [] } });
    expect(lever).toMatchObject({
      workflow: 'Creative Refresh',
      action: { kind: 'none' },
      advice: { creative_ids: ['old'], new_variants: 3 },
    });
  });

  it('widen with a spare audience, or let the platform look further', () => {
    expect(pull('audience_saturation').action).toMatchObject({
      mode: 'expand',
      include_audience_ids: ['similar'],
      audience_expansion: null,
    });
    expect(pull('audience_saturation', { constraints: { spare_audiences: [] } }).action).toMatchObject({
      audience_expansion: true,
    });
  });

  it('raise a budget by the room under the target, within the limit', () => {
    expect(pull('budget_limited', { metrics: { cpa: 60 } }).action).toMatchObject({
      kind: 'set_daily_budget',
      change_pct: 14,
      daily_budget_minor: 114_000,
    });
    expect(pull('budget_limited', { metrics: { cpa: 20 } }).action).toMatchObject({ change_pct: 20 });
    expect(pull('budget_limited', { constraints: { daily_budget: null } }).held_back).toContain('No daily budget');
  });

  it('are held back while the platform learns, changes are frozen or an experiment runs; a pause is not', () => {
    const learning = { constraints: { in_learning: true } };
    expect(pull('auction_pressure', learning).held_back).toContain('learning');
    expect(pull('creative_fatigue', { constraints: { frozen_until: '2026-03-02T00:00:00Z' } }).held_back).toContain(
      'frozen until 2026-03-02',
    );
    expect(pull('creative_fatigue', { constraints: { frozen_until: '2026-02-02T00:00:00Z' } }).held_back).toBeNull();
    const experiment = { more: { experiments: [{ experiment_id: 'e1', name: 'test', starts_on: '2026-02-20' }] } };
    expect(pull('audience_saturation', experiment).held_back).toContain('experiment “');
    expect(pull('tracking_break', learning).action.kind).toBe('pause');
  });

  it('watch what comes from outside, unless an action has helped against exactly it twice', () => {
    const helped = {
      workflow: 'Bid Adjustment' as const,
      cause: 'external_event' as const,
      effect_pct: -12,
      high_pct: -4,
      low_pct: -20,
      lever: null,
      change_pct: null,
      metric: 'cpa',
      same_campaign: true,
      measured_at: null,
    };
    const call = { facts: gatherFacts(contextOf()), cause: 'external_event' as const, confidence: 0.8 };
    expect(leverFor(call, [helped]).action.kind).toBe('none');
    expect(leverFor(call, [helped, helped]).action.kind).toBe('set_bid');
  });
});

describe('money between segments', () => {
  it('moves until a unit more buys as much in either, and never more than 30 % of the spend', () => {
    expect(bestMove({ daily: 300, cpa: 22 }, { daily: 500, cpa: 70 }, 1000)).toBe(300);
    const moved = bestMove({ daily: 300, cpa: 40 }, { daily: 500, cpa: 45 }, 1000);
    expect(40 * ((300 + moved) / 300) ** 0.2).toBeCloseTo(45 * ((500 - moved) / 500) ** 0.2, 3);
    expect(bestMove({ daily: 300, cpa: 22 }, { daily: 100, cpa: 70 }, 1000)).toBe(75);
  });
});

describe('what is foretold', () => {
  const past = (effect_pct: number, more: object = {}) => ({
    ...{
      workflow: 'Bid Adjustment' as const,
      cause: null,
      lever: null,
      change_pct: 15,
      metric: 'cpa',
      effect_pct,
      low_pct: effect_pct - 3,
      high_pct: effect_pct + 3,
    },
    ...{ same_campaign: true, measured_at: null, ...more },
  });

  it('is the rule of thumb without outcomes: 47 to 49 after a rise from 45 to 58.50', () => {
    const { low_pct, high_pct, basis } = effectOf(foretell('Bid Adjustment', 'auction_pressure', 30, []), 3);
    expect([58.5 * (1 + low_pct / 100), 58.5 * (1 + high_pct / 100)].map(Math.round)).toEqual([47, 49]);
    expect(basis).toContain('rule of thumb');
  });

  it('is drawn towards what was measured, the more the oftener and the nearer', () => {
    const mean = (...some: ReturnType<typeof past>[]) =>
      foretell('Bid Adjustment', 'auction_pressure', 30, some).mean_pct;
    const [none, once, often] = [mean(), mean(past(-6)), mean(past(-6), past(-6), past(-6))];
    expect(none).toBeLessThan(once);
    expect(once).toBeLessThan(often);
    expect(often).toBeLessThan(-6);
    expect(mean(past(-6, { same_campaign: false }))).toBeLessThan(once);
    expect(mean(past(-6, { workflow: 'Creative Refresh' }))).toBe(none);
    expect(mean(past(-6, { cause: 'creative_fatigue' }))).toBe(none);
  });

  it('narrows with outcomes', () => {
    const width = (count: number) =>
      foretell(
        'Creative Refresh',
        'creative_fatigue',
        30,
        [...Array(count)].map(() => past(-12, { workflow: 'Creative Refresh' })),
      ).deviation_pct;
    expect(width(4)).toBeLessThan(width(0));
  });
});

describe('risk', () => {
  const base = { kind: 'set_bid' as const, moved_pct: 15, confidence: 0.82, facts: { constraints: null }, failures: 0 };
  it.each([
    [base, 'medium'],
    [{ ...base, moved_pct: 9 }, 'low'],
    [{ ...base, moved_pct: 9, kind: 'rotate_creative' as const }, 'low'],
    [{ ...base, moved_pct: 30, confidence: 0.5 }, 'high'],
    [{ ...base, moved_pct: 9, failures: 2 }, 'medium'],
    [{ ...base, kind: 'none' as const, confidence: 0.1 }, 'low'],
  ])('of %j is %s', (input, level) => {
    expect(riskOf(input)).toBe(level);
  });
});

describe('the action in the terms of its workflow', () => {
  const dollars = { currency: 'USD' };
  it('has amounts in major units and a direction', () => {
    const action = {
      kind: 'set_bid' as const,
      campaign_id: 'c',
      bid_amount_minor: 213,
      current_bid_amount_minor: 250,
      change_pct: -15,
    };
    expect(typedActionOf(action, dollars)).toEqual({
      workflow: 'Bid Adjustment',
      direction: 'decrease',
      change_pct: 15,
      current_bid: 2.5,
      target_bid: 2.13,
      scope: 'campaign',
    });
    expect(typedActionOf({ ...action, bid_amount_minor: 213 }, { currency: 'JPY' })).toMatchObject({ target_bid: 213 });
  });

  it.each([
    [
      {
        kind: 'set_daily_budget',
        campaign_id: 'c',
        daily_budget_minor: 12_000,
        current_daily_budget_minor: 10_000,
        change_pct: 20,
      },
      'Budget Reallocation',
      'Raise the daily budget by 20 %, from 100 USD to 120 USD.',
    ],
    [
      {
        kind: 'reallocate_budget',
        campaign_id: 'c',
        moves: [{ from_entity_id: 's2', to_entity_id: 's1', amount_minor: 500 }],
      },
      'Budget Reallocation',
      'Move 5 USD a day from s2 to s1.',
    ],
    [
      { kind: 'rotate_creative', campaign_id: 'c', ad_id: 'a', current_creative_id: 'x', creative_id: 'y' },
      'Creative Refresh',
      'Show creative y in ad a instead of creative x.',
    ],
    [
      {
        kind: 'change_audiences',
        campaign_id: 'c',
        mode: 'refine',
        include_audience_ids: [],
        exclude_audience_ids: ['s4'],
        audience_expansion: null,
      },
      'Audience Expansion',
      'Leave out s4, where a conversion costs too much.',
    ],
    [
      { kind: 'pause', campaign_id: 'c', resume_when: 'x is back' },
      'Campaign Pause',
      'Pause the campaign until x is back.',
    ],
    [{ kind: 'resume', campaign_id: 'c' }, 'Continue Monitoring', 'Resume the campaign.'],
    [{ kind: 'none', recheck_after_hours: 24 }, 'Continue Monitoring', 'Change nothing and look again in 24 hours.'],
  ] as const)('%j is %s: %s', (action, workflow, words) => {
    const own =
      action.kind === 'reallocate_budget'
        ? { ...action, moves: [...action.moves] }
        : action.kind === 'change_audiences'
          ? { ...action, include_audience_ids: [], exclude_audience_ids: ['s4'] }
          : action;
    expect(typedActionOf(own, dollars).workflow).toBe(workflow);
    expect(actionWords(own, unnamed)).toBe(words);
  });

  it('reads for a person who has to do it by hand', () => {
    expect(
      adviceWords(
        {
          workflow: 'Bid Adjustment',
          direction: 'increase',
          change_pct: 15,
          current_bid: null,
          target_bid: null,
          scope: 'campaign',
        },
        unnamed,
      ),
    ).toBe('Raise the bid by 15 %.');
    expect(
      adviceWords(
        {
          workflow: 'Budget Reallocation',
          moves: [{ from: 'b', to: 'a', amount: 12.5 }],
          current_daily_budget: null,
          target_daily_budget: null,
        },
        unnamed,
      ),
    ).toBe('Move 12.50 USD a day from b to a.');
  });

  it('says of success what is measured, and by when', () => {
    const criterion = {
      metric: 'cpa',
      comparator: 'below' as const,
      value: 49.5,
      tolerance_pct: null,
      within_days: 3,
      primary: true,
    };
    expect(criterionWords(criterion, 'USD')).toBe('CPA is under 49.50 USD within 3 days.');
    expect(
      criterionWords(
        { ...criterion, metric: 'ctr', comparator: 'within_pct_of', value: 0.028, tolerance_pct: 10, within_days: 1 },
        'USD',
      ),
    ).toBe('The click-through rate is within 10 % of 2.8 % within 1 day.');
  });
});

describe('pressure of a sale that ends', () => {
  const sale = { name: 'Autumn sale', kind: 'sale' as const, starts_on: '2026-02-26', ends_on: '2026-03-03' };
  const seen = { activity_change_pct: 36, avg_bid_increase_pct: 11, promotions_count: 4 };
  const pulled = (event: object, market: object = {}, cause: RootCause = 'auction_pressure') =>
    leverFor(
      {
        facts: gatherFacts(
          contextOf({
            metrics: { cpa_trend_days: 8 },
            more: { calendar_events: [{ ...sale, ...event }], competitor_signals: { ...seen, ...market } },
          }),
        ),
        ...{ cause, confidence: 0.7 },
      },
      [],
    );

  it.each(['auction_pressure', 'competitor_promotion'] as const)('is not outbid (%s), and says until when', (cause) => {
    const lever = pulled({}, {}, cause);
    expect(lever.workflow).toBe('Continue Monitoring');
    expect(lever.held_back).toContain('Autumn sale ends on 2026-03-03');
  });

  it.each<[string, object, object]>([
    ['ends on the day on which a bid has worked', { ends_on: '2026-03-04' }, {}],
    ['ends today', { ends_on: '2026-03-01' }, {}],
    ['begins today', { starts_on: '2026-03-01' }, {}],
  ])('is waited for when it %s', (_, event, market) => {
    expect(pulled(event, market).workflow).toBe('Continue Monitoring');
  });

  it.each<[string, object, object]>([
    ['it goes on for a day longer than a bid needs', { ends_on: '2026-03-05' }, {}],
    ['it is over already', { ends_on: '2026-02-28' }, {}],
    ['it has not begun', { starts_on: '2026-03-02' }, {}],
    ['it is no sale', { kind: 'holiday' }, {}],
    ['it makes things cheaper', { expected_cpa_change_pct: -5 }, {}],
    ['no competitor is in it', {}, { promotions_count: 0 }],
    ['nobody knows whether a competitor is in it', {}, { promotions_count: null }],
  ])('is answered as ever when %s', (_, event, market) => {
    expect(pulled(event, market).workflow).toBe('Bid Adjustment');
  });
});
