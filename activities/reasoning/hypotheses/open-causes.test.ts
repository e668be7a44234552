import { describe, expect, it } from 'vitest';
import { campaignContextSchema } from '../../../contracts/reasoning/campaign-context.ts';
import { reason } from '../index.ts';

const saturation = (audience: object, metrics: object = {}) => {
  const context = campaignContextSchema.parse({
    ...{ campaign_id: 'c', at: '2026-03-01T09:00:00.000Z' },
    campaign_metrics: { campaign_id: 'c', cpa_change_pct: 30, cpa_trend_days: 5, ctr_change_pct: 0, ...metrics },
    audience_analytics: audience,
  });
  return reason(context).hypotheses.find((each) => each.cause === 'audience_saturation')?.probability ?? -1;
};

describe('a saturated audience', () => {
  it('is never named for a share over 90 % alone, nor for two of its four signs', () => {
    expect(saturation({ impression_share: 0.97 })).toBe(0);
    expect(saturation({ impression_share: 0.97, frequency_change_pct: 30 })).toBe(0);
  });

  it('may be named for three of them, each strictly beyond its limit', () => {
    expect(saturation({ impression_share: 0.97, frequency_change_pct: 30, reach_change_pct: -30 })).toBeGreaterThan(
      0.5,
    );
    expect(saturation({ impression_share: 0.9, frequency_change_pct: 30, reach_change_pct: -30 })).toBe(0);
    expect(
      saturation(
        { impression_share: 0.97, frequency_change_pct: 30, reach_change_pct: -30 },
        { spend_change_pct: -20 },
      ),
    ).toBe(0);
  });
});
