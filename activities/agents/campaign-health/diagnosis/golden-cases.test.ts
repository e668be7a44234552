import { describe, expect, it } from 'vitest';
import { diagnose, workflowOf } from './diagnose.ts';
import type { HealthFacts } from './health-facts.ts';
import { fatigueSigns } from './signs.ts';
import { validConfidence } from './thresholds.ts';

/** A campaign about which nothing is known but that it has two weeks of data. */
const nothing: HealthFacts = {
  ...{ at: '2026-03-01T09:00:00.000Z', currency: 'USD', has_baseline: true, cpa: null, previous_cpa: null },
  ...{
    target_cpa: null,
    cpa_change_pct: null,
    cpa_chance_pct: null,
    cpc_change_pct: null,
    cpm_change_pct: null,
    ctr_change_pct: null,
  },
  ...{ spend_change_pct: null, reach_change_pct: null, frequency: null, frequency_change_pct: null },
  ...{ impression_share: null, impression_share_change_pct: null, creative_age_days: null, budget_utilization: null },
  ...{ trend_days: null, price_anomaly: null, conversion_break: null, conversion_lag: null, recurrence: null },
  ...{ competition: null, interventions: [], in_learning: null, missing_sources: [] },
};
const competition = (activity_change_pct: number, new_competitors_count: number, avg_bid_change_pct: number) => ({
  ...{ activity_change_pct, new_competitors_count, avg_bid_change_pct },
});
const steady = { ctr_change_pct: 0, frequency_change_pct: 0 };

const springSale: Partial<HealthFacts> = {
  ...steady,
  ...{ cpa: 58.5, previous_cpa: 45, cpa_change_pct: 30, trend_days: 3, frequency: 4.2, creative_age_days: 20 },
  ...{ impression_share: 0.95, impression_share_change_pct: 0, competition: competition(40, 3, 25) },
};

const cases: readonly [
  string,
  Partial<HealthFacts>,
  { cause: string; workflow: string; confidence: [number, number] },
][] = [
  [
    'GC-01 competitive pressure',
    springSale,
    { cause: 'auction_pressure', workflow: 'Bid Adjustment', confidence: [0.75, 0.9] },
  ],
  [
    'GC-02 creative fatigue',
    {
      ...{ cpa_change_pct: 22, trend_days: 5, ctr_change_pct: -25, frequency: 6.1, frequency_change_pct: 20 },
      ...{ creative_age_days: 38, impression_share: 0.7, competition: competition(5, 0, 0) },
    },
    { cause: 'creative_fatigue', workflow: 'Creative Refresh', confidence: [0.9, 1] },
  ],
  [
    'GC-03 audience saturation',
    {
      ...{ impression_share: 0.94, reach_change_pct: -15, spend_change_pct: 0, frequency: 4.6, ctr_change_pct: 0 },
      ...{ frequency_change_pct: 18, cpm_change_pct: 18, competition: competition(4, 0, 0) },
    },
    { cause: 'audience_saturation', workflow: 'Audience Expansion', confidence: [0.8, 1] },
  ],
  [
    'GC-04 normal variance',
    { ...steady, cpa_change_pct: 6, trend_days: 1 },
    { cause: 'no_change', workflow: 'Continue Monitoring', confidence: [0.7, 1] },
  ],
  [
    'GC-05 a season',
    {
      ...steady,
      cpa_change_pct: 12,
      trend_days: 4,
      recurrence: { period_days: 7, seen: 4, of: 5, typical_change_pct: 11 },
    },
    { cause: 'seasonality', workflow: 'Continue Monitoring', confidence: [0.7, 1] },
  ],
  [
    'GC-06 conversions stopped',
    {
      ...steady,
      ...{ cpa_change_pct: 75, trend_days: 3 },
      conversion_break: {
        since: '2026-02-26',
        days: 3,
        conversions: 0,
        expected_conversions: 120,
        clicks_change_pct: 1,
      },
    },
    { cause: 'tracking_break', workflow: 'Campaign Pause', confidence: [0.85, 1] },
  ],
  [
    'GC-09 fatigue and competitors at once: low confidence',
    {
      ...{ cpa_change_pct: 35, trend_days: 5, ctr_change_pct: -15, frequency: 4, creative_age_days: 35 },
      competition: competition(45, 1, 20),
    },
    { cause: 'creative_fatigue', workflow: 'Creative Refresh', confidence: [0, validConfidence - 0.001] },
  ],
  [
    'GC-10 GC-01 without a competitor source: not sure enough for a bid',
    { ...springSale, competition: null, missing_sources: ['competitors'] },
    { cause: 'auction_pressure', workflow: 'Bid Adjustment', confidence: [0, 0.6] },
  ],
  [
    'GC-13 competitors at exactly 20 %: no sign',
    { ...steady, cpa_change_pct: 15, trend_days: 3, competition: competition(20, 0, 0) },
    { cause: 'insufficient_data', workflow: 'Continue Monitoring', confidence: [0, 0.5] },
  ],
  [
    'GC-14 mild pressure',
    {
      ...steady,
      ...{ cpa: 47.2, previous_cpa: 40, cpa_change_pct: 18, trend_days: 4, frequency: 3, creative_age_days: 12 },
      ...{ impression_share: 0.71, impression_share_change_pct: -11.25, competition: competition(26, 1, 9) },
    },
    { cause: 'auction_pressure', workflow: 'Bid Adjustment', confidence: [0.75, 1] },
  ],
  [
    'GC-15 mild fatigue',
    {
      ...{ cpa_change_pct: 14, trend_days: 4, ctr_change_pct: -12, frequency: 5.4, creative_age_days: 21 },
      competition: competition(3, 0, 0),
    },
    { cause: 'creative_fatigue', workflow: 'Creative Refresh', confidence: [0.65, 0.75] },
  ],
];

describe('golden cases', () => {
  it.each(cases)('%s', (_, facts, expected) => {
    const found = diagnose({ ...nothing, ...facts });
    expect({ cause: found.cause, workflow: workflowOf[found.cause] }).toEqual({
      cause: expected.cause,
      workflow: expected.workflow,
    });
    expect(found.confidence).toBeGreaterThanOrEqual(expected.confidence[0]);
    expect(found.confidence).toBeLessThanOrEqual(expected.confidence[1]);
    expect(found.rejected.length).toBeGreaterThan(0);
    for (const each of found.rejected) expect(each.would_flip_if.length).toBeGreaterThan(10);
  });

  it('GC-11: at exactly the limits no sign is there and nothing is critical', () => {
    const found = diagnose({ ...nothing, cpa_change_pct: 10, creative_age_days: 30, frequency: 5, trend_days: 3 });
    expect(found.cause).toBe('no_change');
    const signs = fatigueSigns({ ...nothing, creative_age_days: 30, frequency: 5, ctr_change_pct: -10 });
    expect(signs.map((sign) => sign.present)).toEqual([false, false, false]);
  });

  it('the trap: a share over 90 % alone is no saturation', () => {
    const found = diagnose({ ...nothing, ...springSale });
    expect(found.rejected.find((each) => each.cause === 'audience_saturation')).toMatchObject({
      workflow: 'Audience Expansion',
    });
  });
});

describe('the fatigue score', () => {
  it.each([
    [31, -20, 4, 0.7],
    [31, 0, 5.1, 0.6],
    [10, -20, 6, 0.7],
    [30, 0, 5, 0],
    [10, -20, 4, 0.4],
    [45, 0, 4, 0.3],
    [31, -20, 5.1, 1],
  ])('age %d, CTR %d %%, frequency %d gives %d', (creative_age_days, ctr_change_pct, frequency, expected) => {
    const signs = fatigueSigns({ ...nothing, creative_age_days, ctr_change_pct, frequency });
    const score = signs.reduce((sum, sign) => sum + (sign.present === true ? sign.weight : 0), 0);
    expect(score).toBeCloseTo(expected, 9);
  });
});

describe('the order of the gates', () => {
  const broken = { since: '2026-02-26', days: 3, conversions: 0, expected_conversions: 40, clicks_change_pct: 0 };
  const lag = { completeness: [0.4, 0.6, 0.8], settled_change_pct: 1 };

  it('looks for faults of measurement before anything else, even without a baseline', () => {
    expect(diagnose({ ...nothing, ...springSale, conversion_break: broken }).cause).toBe('tracking_break');
    expect(diagnose({ ...nothing, ...springSale, conversion_lag: lag }).cause).toBe('conversion_lag');
    expect(diagnose({ ...nothing, has_baseline: false, conversion_break: broken }).cause).toBe('tracking_break');
    expect(diagnose({ ...nothing, conversion_break: broken, conversion_lag: lag }).cause).toBe('tracking_break');
  });

  it('takes a change of under three days for variance, and one of three for a trend', () => {
    expect(diagnose({ ...nothing, ...springSale, trend_days: 2 }).cause).toBe('no_change');
    expect(diagnose({ ...nothing, ...springSale, trend_days: 3 }).cause).toBe('auction_pressure');
  });

  it('asks for more budget only when every day is full and the price is right', () => {
    const full = { ...steady, cpa: 29, previous_cpa: 29, cpa_change_pct: 0, target_cpa: 42, budget_utilization: 0.99 };
    expect(diagnose({ ...nothing, ...full }).cause).toBe('budget_limited');
    expect(diagnose({ ...nothing, ...full, budget_utilization: 0.95 }).cause).toBe('no_change');
    expect(diagnose({ ...nothing, ...full, target_cpa: 29 }).cause).toBe('no_change');
    expect(diagnose({ ...nothing, ...full, cpa_change_pct: 11, trend_days: 4 }).cause).not.toBe('budget_limited');
  });

  it('says that data is missing, and names the sign of the auction that a bare price series shows', () => {
    const price_anomaly = {
      metric: 'cpc',
      score: 6,
      at: nothing.at,
      value: 0.9,
      expected: 0.2,
      statement: 'cpc: 0.9 against 0.2.',
    };
    const found = diagnose({ ...nothing, has_baseline: false, price_anomaly });
    expect(found).toMatchObject({ cause: 'insufficient_data', explanation: expect.stringContaining('auction') });
    expect(found.evidence).toMatchObject([{ metric: 'cpc', value: 0.9, baseline: 0.2, source: 'anomalies' }]);
    expect(diagnose({ ...nothing, has_baseline: false }).evidence).toEqual([]);
  });

  it('trusts itself less when somebody changed the campaign in between, and says so', () => {
    const before = diagnose({ ...nothing, ...springSale });
    const interventions = [{ at: nothing.at, field: 'bid_amount_minor', ours: false }];
    const after = diagnose({ ...nothing, ...springSale, interventions });
    expect(after.confidence).toBeCloseTo(before.confidence - 0.1, 6);
    expect(after.evidence.at(-1)).toMatchObject({ supports: false, source: 'platform.changes' });
    expect(diagnose({ ...nothing, ...springSale, in_learning: true }).confidence).toBeLessThan(before.confidence);
  });
});
