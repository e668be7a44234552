import { describe, expect, it } from 'vitest';
import { recommendationSchema, rootCauseSchema, typedActionSchema, workflowTypeSchema } from './recommendation.ts';

const evidence = {
  statement: 'CPM rose by 40 %.',
  metric: 'cpm',
  value: 14,
  baseline: 10,
  change_pct: 40,
  source: 'metrics.daily',
  observed_at: '2026-01-31',
  supports: true,
};
const good = {
  recommended_workflow: 'Bid Adjustment',
  action: { kind: 'set_bid', campaign_id: '1', bid_amount_minor: 288, current_bid_amount_minor: 250, change_pct: 15 },
  specific_action: 'Raise the bid from 2.50 to 2.88.',
  reasoning: 'Competitors bid more.',
  signal_analysis: 'CPM rose, the click rate did not fall.',
  root_cause: 'auction_pressure',
  evidence: [evidence],
  series: [
    {
      metric: 'cpm',
      unit: 'major',
      method: 'stl',
      points: [{ at: '2026-01-31', value: 14, expected: 10, low: null, high: null, anomalous: true }],
    },
  ],
  expected_impact: 'More impressions.',
  expected_effect: { metric: 'cpa', low_pct: -12, high_pct: -4, within_days: 7, basis: 'history' },
  cost_of_doing_nothing: '120.00 a week.',
  risk_level: 'low',
  risk_factors: [],
  alternative_actions: [
    {
      workflow: 'Continue Monitoring',
      cause: 'no_change',
      why_not_recommended: 'The rise is steady.',
      would_flip_if: 'CPM falls again.',
    },
  ],
  success_metrics: ['cpa'],
  confidence: 0.82,
  confidence_reasoning: 'Two signals agree.',
  model_version: 'engine-1',
  prompt_version: null,
  degraded: false,
  missing_sources: [],
};

describe('a recommendation', () => {
  it('is taken as it is, with nothing to expect and nothing to show too', () => {
    // What an older version wrote has fewer fields: they are filled in, and nothing of it is changed.
    const taken = recommendationSchema.parse(good);
    expect(taken).toMatchObject(good);
    expect(recommendationSchema.parse(taken)).toEqual(taken);
    expect(recommendationSchema.parse({ ...good, expected_effect: null, evidence: [], series: [] }).evidence).toEqual(
      [],
    );
    for (const confidence of [0, 1])
      expect(recommendationSchema.parse({ ...good, confidence }).confidence).toBe(confidence);
  });

  it.each([
    ['more than sure', { confidence: 1.01 }],
    ['less than unsure', { confidence: -0.01 }],
    ['sure in per cent', { confidence: 82 }],
    ['a cause that diagnosis does not know', { root_cause: 'bad_luck' }],
    ['a workflow in other words', { recommended_workflow: 'bid adjustment' }],
    ['a risk beyond high', { risk_level: 'extreme' }],
    ['evidence that does not say for or against', { evidence: [{ ...evidence, supports: undefined }] }],
    ['an effect within half a day', { expected_effect: { ...good.expected_effect, within_days: 0.5 } }],
    ['no word on what is missing', { missing_sources: undefined }],
    ['prose for an action', { action: 'raise the bid' }],
  ])('that is %s is refused', (_, part) => {
    expect(recommendationSchema.safeParse({ ...good, ...part }).success).toBe(false);
  });
});

describe('the action as data', () => {
  const budget = {
    kind: 'set_daily_budget',
    campaign_id: '1',
    daily_budget_minor: 1,
    current_daily_budget_minor: 0,
    change_pct: 0,
  };
  const rotate = { kind: 'rotate_creative', campaign_id: '1', ad_id: '2', current_creative_id: '3', creative_id: '4' };

  it.each([
    ['a budget of one minor unit', budget, true],
    ['a budget of nothing, which is a pause by another name', { ...budget, daily_budget_minor: 0 }, false],
    ['a budget below nothing', { ...budget, daily_budget_minor: -1 }, false],
    ['a fraction of a minor unit', { ...budget, daily_budget_minor: 1.5 }, false],
    [
      'a bid from nothing',
      { kind: 'set_bid', campaign_id: '1', bid_amount_minor: 1, current_bid_amount_minor: 0, change_pct: 0 },
      true,
    ],
    ['a pause that says when it ends', { kind: 'pause', campaign_id: '1', resume_when: 'stock is back' }, true],
    ['a pause for ever', { kind: 'pause', campaign_id: '1' }, false],
    ['a resumption', { kind: 'resume', campaign_id: '1' }, true],
    ['a rotation', rotate, true],
    ['a rotation to nothing', { ...rotate, creative_id: undefined }, false],
    ['nothing, to be looked at again', { kind: 'none', recheck_after_hours: 24 }, true],
    ['nothing, never to be looked at again', { kind: 'none', recheck_after_hours: 0 }, false],
    ['a deletion', { kind: 'delete', campaign_id: '1' }, false],
  ])('%s', (_, action, accepted) => {
    expect(typedActionSchema.safeParse(action).success).toBe(accepted);
  });

  it('names are said once', () => {
    for (const { options } of [rootCauseSchema, workflowTypeSchema]) expect(new Set(options).size).toBe(options.length);
  });
});
