import { describe, expect, it } from 'vitest';
import { campaignMetricsSchema } from '../../../../contracts/reasoning/campaign-metrics.ts';
import { factsOf } from '../../../../tests/context/facts.ts';
import { metricsOf } from './metrics-of.ts';

describe('the spend of a campaign', () => {
  it.each([
    ['from nothing', (back: number) => (back > 7 ? { spend: 0 } : {}), 0],
    ['to nothing', (back: number) => (back <= 7 ? { spend: 0 } : {}), -100],
    ['by half', (back: number) => (back <= 7 ? { spend: 135 } : {}), 50],
    ['not at all', () => ({}), 0],
  ])('that changed %s', (_, change, spend_change_pct) => {
    expect(metricsOf(factsOf(change), null)).toMatchObject({ spend_change_pct });
  });
});

describe('the figures of a campaign', () => {
  it('compare the last 7 full days with the 7 before', () => {
    const found = metricsOf(
      factsOf((back) => (back <= 7 ? { spend: 117 } : {})),
      null,
    );
    expect(campaignMetricsSchema.parse(found)).toEqual(found);
    expect(found).toMatchObject({
      ...{ cpa: 58.5, previous_cpa: 45, cpa_change_pct: 30, spend: 819, conversions: 14, ctr: 0.02 },
      ...{ period_start: '2026-11-14', period_end: '2026-11-20' },
      ...{ comparison_period_start: '2026-11-07', comparison_period_end: '2026-11-13', signals: [] },
    });
    expect(found?.days.at(-1)).toMatchObject({ dt: '2026-11-20', spend: 117 });
  });

  it('count the days in a row on which the CPA rose, and 0 where it falls', () => {
    const rising = factsOf((back) => (back <= 3 ? { spend: 120 - back * 5 } : {}));
    expect(metricsOf(rising, null)?.cpa_trend_days).toBe(3);
    const falling = factsOf((back) => (back <= 7 ? { spend: 50 + back * 5 } : {}));
    expect(metricsOf(falling, null)?.cpa_trend_days).toBe(0);
    expect(metricsOf(falling, null)?.cpa_falling_days).toBe(7);
    expect(metricsOf(rising, null)?.cpa_falling_days).toBe(0);
  });

  it('have no CPA in a period without conversions, and no 0 that reads as calm', () => {
    const dry = metricsOf(
      factsOf((back) => (back <= 7 ? { conversions: 0 } : {})),
      null,
    );
    expect(dry).toMatchObject({ cpa: null, cpa_change_pct: null, signals: ['no_conversions'] });
  });

  it.each([
    ['no conversions', (back: number) => (back > 7 ? { conversions: 0 } : {})],
    ['no spend', (back: number) => (back > 7 ? { spend: 0 } : {})],
  ])('mark a change from %s before as one without a baseline', (_, change) => {
    expect(metricsOf(factsOf(change), null)).toMatchObject({ cpa_change_pct: 0, signals: ['no_baseline'] });
  });

  it('are nothing without days, and say when days are missing', () => {
    expect(
      metricsOf(
        factsOf(() => ({}), 0),
        null,
      ),
    ).toBeNull();
    expect(
      metricsOf(
        factsOf(() => ({}), 5),
        null,
      )?.signals,
    ).toEqual(['incomplete_period', 'no_baseline']);
  });

  it('carry the trend that a model foresees, and a name without unseen characters', () => {
    const facts = factsOf();
    const summary = { ...facts.summary, campaign_name: 'Boots\u200B\u{E0041} \u202Esale' };
    expect(metricsOf({ ...facts, summary }, 12.345678)).toMatchObject({
      ...{ predicted_cpa_trend_pct: 12.3457, campaign_name: 'Boots sale' },
    });
  });
});
