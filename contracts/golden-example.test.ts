import { describe, expect, it } from 'vitest';
import { clarityOf, tagsOf } from './golden-example.ts';
import { campaignContextSchema } from './reasoning/campaign-context.ts';

const context = (cpa_change_pct: number | null, activity_change_pct: number | null, is_fatigued: boolean | null) =>
  campaignContextSchema.parse({
    campaign_id: '1',
    campaign_metrics: { campaign_id: '1', cpa_change_pct },
    competitor_signals: { activity_change_pct },
    creative_metrics: [{ creative_id: 'a' }, { creative_id: 'b', is_fatigued }],
  });

describe('the tags of a golden case', () => {
  it('name a high rise, pressure, fatigue and the action', () => {
    expect(tagsOf({ context: context(20.5, 30.5, true), human_decision: 'Bid Adjustment' })).toEqual([
      'high_cpa_increase',
      'competitive_pressure',
      'creative_fatigue',
      'action_bid_adjustment',
    ]);
  });

  it('are not given at exactly the limits', () => {
    expect(tagsOf({ context: context(20, 30, false), human_decision: 'Continue Monitoring' })).toEqual([
      'action_continue_monitoring',
    ]);
  });

  it('are not given for what nobody knows', () => {
    const bare = campaignContextSchema.parse({ campaign_id: '1' });
    expect(tagsOf({ context: bare, human_decision: 'Campaign Pause' })).toEqual(['action_campaign_pause']);
    expect(tagsOf({ context: context(null, null, null), human_decision: 'Creative Refresh' })).toEqual([
      'action_creative_refresh',
    ]);
  });
});

it.each([
  [true, 15.01, 0.9],
  [true, 15, 0.7],
  [true, 5.01, 0.7],
  [true, 5, 0.5],
  [false, 20, 0.5],
  [null, null, 0.5],
])('success %j with an improvement of %j %% is clear to %d', (success, improvement_pct, clarity) => {
  expect(clarityOf({ success, improvement_pct })).toBe(clarity);
});
