import { describe, expect, it } from 'vitest';
import type { RootCause } from '../../../../contracts/recommendation.ts';
import { recommendationSchema } from '../../../../contracts/recommendation.ts';
import type { AnomalyReport } from '../anomaly/anomaly-report.ts';
import type { MetricsSummary } from '../collect/collected-metrics.ts';
import { figuresOf, noChanges } from '../collect/period.ts';
import type { Diagnosis } from '../diagnosis/diagnosis.ts';
import { unknownNumbers } from '../summary/number-check.ts';
import { bidStepPct } from './lever.ts';
import { propose } from './propose.ts';

const day = (dt: string, spend: number) => ({
  ...{ dt, spend, conversions: 10, impressions: 10_000, clicks: 280, revenue: 0, reach: null },
  ...{ frequency: null, impression_share: null },
});
const days = [day('2026-02-20', 450), day('2026-02-27', 585)];
const metrics: MetricsSummary = {
  ...{
    campaign_id: '100',
    campaign_name: 'Spring Sale',
    currency: 'USD',
    at: '2026-03-01T09:00:00.000Z',
    target_cpa: 60,
  },
  ...{ audience_size: null, daily_budget: 400, protected: false, cpa_rising_days: 3, cpa_raised_days: 3 },
  current: figuresOf(days, '2026-02-22', '2026-02-28'),
  previous: figuresOf(days, '2026-02-15', '2026-02-21'),
  change_pct: { ...noChanges, cpa: 30 },
  ...{ budget_utilization: 0.9, recent_days: [], recurrence: null, missing: [] },
  creatives: [
    { creative_id: 'c1', name: 'One', state: 'active', age_days: 12 },
    { creative_id: 'c2', name: 'Two', state: 'active', age_days: 40 },
  ],
};
const state = {
  ...{ status: 'active', currency: 'USD', daily_budget_minor: 40_000, bid_amount_minor: 250, in_learning: false },
  running_creatives: [
    { ad_id: 'a1', ad_name: 'Ad 1', creative_id: 'c1' },
    { ad_id: 'a2', ad_name: 'Ad 2', creative_id: 'c2' },
  ],
  spare_creatives: [{ creative_id: 'c3', name: 'Three' }],
  read_at: '2026-03-01T09:00:00.000Z',
};
const anomalies: AnomalyReport = {
  ...{
    campaign_id: '100',
    at: metrics.at,
    raised: false,
    headline: 'Nothing unusual.',
    threshold: 5,
    findings: [],
    skipped: [],
  },
};
const diagnosed = (cause: RootCause, confidence = 0.8): Diagnosis => ({
  ...{
    cause,
    confidence,
    confidence_reasoning: 'signs',
    explanation: 'Because.',
    signal_analysis: 'CPA +30 %',
    evidence: [],
  },
  ...{ rejected: [], scores: [], missing_sources: [] },
});
const made = (cause: RootCause, changed: { metrics?: object; state?: object | null; confidence?: number } = {}) =>
  recommendationSchema.parse(
    propose(
      { ...metrics, ...changed.metrics },
      anomalies,
      diagnosed(cause, changed.confidence),
      changed.state === null ? null : { ...state, ...changed.state },
    ),
  );

describe('the action for a cause', () => {
  it('pressure: the bid from 2.50 to 2.88, and CPA back to about 47 to 49', () => {
    const { action, specific_action, expected_impact, risk_level } = made('auction_pressure');
    expect(action).toEqual({
      ...{ kind: 'set_bid', campaign_id: '100', bid_amount_minor: 288, current_bid_amount_minor: 250, change_pct: 15 },
    });
    expect(specific_action).toBe('Raise the bid by 15 %, from 2.50 USD to 2.88 USD.');
    expect(expected_impact).toMatch(/46\.\d\d to 49\.\d\d USD/);
    expect(risk_level).toBe('medium');
  });

  it('a milder rise gives a smaller step, never under 5 nor over 15 %', () => {
    expect([30, 18, 11, 4, 90, null].map(bidStepPct)).toEqual([15, 9, 6, 5, 15, 5]);
  });

  it('fatigue: the oldest running creative goes, a spare one comes', () => {
    expect(made('creative_fatigue').action).toMatchObject({
      ad_id: 'a2',
      current_creative_id: 'c2',
      creative_id: 'c3',
    });
  });

  it('saturation: less budget, and the audience named as the better cure', () => {
    const { action, alternative_actions } = made('audience_saturation');
    expect(action).toMatchObject({ kind: 'set_daily_budget', daily_budget_minor: 34_000, change_pct: -15 });
    expect(alternative_actions[0]).toMatchObject({ workflow: 'Audience Expansion', cause: 'audience_saturation' });
  });

  it('a limiting budget: more of it by 10 to 20 %, as far as the price leaves room', () => {
    const cpa = (value: number) => ({ metrics: { current: { ...metrics.current, cpa: value } } });
    expect(made('budget_limited', cpa(20)).action).toMatchObject({ daily_budget_minor: 48_000, change_pct: 20 });
    expect(made('budget_limited', cpa(58)).action).toMatchObject({ change_pct: 10 });
  });

  it('broken tracking: a pause, but not of a protected campaign nor of one that rests', () => {
    expect(made('tracking_break').action).toMatchObject({
      kind: 'pause',
      resume_when: expect.stringContaining('conversion'),
    });
    expect(made('tracking_break', { metrics: { protected: true } })).toMatchObject({
      action: { kind: 'none' },
      reasoning: expect.stringContaining('protected'),
    });
    expect(made('tracking_break', { state: { status: 'paused' } }).action.kind).toBe('none');
  });

  it.each(['seasonality', 'conversion_lag', 'no_change', 'insufficient_data'] as const)('%s: nothing', (cause) => {
    expect(made(cause)).toMatchObject({
      action: { kind: 'none', recheck_after_hours: 24 },
      recommended_workflow: 'Continue Monitoring',
    });
  });
});

describe('a recommendation', () => {
  it('changes nothing when the live state or its lever is not known, and says so', () => {
    expect(made('auction_pressure', { state: null })).toMatchObject({
      action: { kind: 'none' },
      reasoning: expect.stringContaining('live state'),
    });
    expect(made('auction_pressure', { state: { bid_amount_minor: null } }).action.kind).toBe('none');
    expect(made('budget_limited', { state: { daily_budget_minor: null } }).action.kind).toBe('none');
    expect(
      made('creative_fatigue', { state: { spare_creatives: [] } }).alternative_actions[0]?.why_not_recommended,
    ).toContain('spare');
    expect(made('creative_fatigue', { state: { running_creatives: [] } }).action.kind).toBe('none');
  });

  it('of low confidence only watches, and keeps the wanted action as the first alternative', () => {
    const doubtful = made('auction_pressure', { confidence: 0.49 });
    expect(doubtful).toMatchObject({ action: { kind: 'none' }, confidence: 0.49 });
    expect(doubtful.alternative_actions[0]).toMatchObject({
      workflow: 'Bid Adjustment',
      why_not_recommended: expect.stringContaining('2.88'),
    });
    expect(made('auction_pressure', { confidence: 0.5 }).action.kind).toBe('set_bid');
  });

  it('states the action in words that carry exactly the numbers of the typed action', () => {
    const { specific_action } = made('auction_pressure');
    expect(unknownNumbers(specific_action, '15; 2.5; 2.88')).toEqual([]);
    expect(
      made('auction_pressure', { metrics: { currency: 'JPY' }, state: { bid_amount_minor: 300 } }).specific_action,
    ).toBe('Raise the bid by 15 %, from 300 JPY to 345 JPY.');
  });

  it('prices what waiting would cost', () => {
    expect(made('auction_pressure').cost_of_doing_nothing).toContain('135 USD');
    expect(made('no_change').cost_of_doing_nothing).toContain('Nothing');
    expect(made('tracking_break').cost_of_doing_nothing).toContain('585 USD a day');
  });
});
