import { assert, constantFrom, double, integer, option, property, record } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type RootCause, recommendationSchema, rootCauseSchema } from '../../../../contracts/recommendation.ts';
import type { AnomalyReport, SeriesFinding } from '../anomaly/anomaly-report.ts';
import type { MetricsSummary, PeriodFigures } from '../collect/collected-metrics.ts';
import { noChanges } from '../collect/period.ts';
import type { Diagnosis } from '../diagnosis/diagnosis.ts';
import { unknownNumbers } from '../summary/number-check.ts';
import { bidStepPct, leverFor } from './lever.ts';
import { propose } from './propose.ts';
import { actionWords, costOfNothing } from './words.ts';

const period = (cpa: number | null): PeriodFigures => ({
  ...{ start: '2026-02-22', end: '2026-02-28', days: 7, spend: 700, impressions: 70_000, clicks: 1400 },
  ...{ conversions: cpa === null ? 0 : 700 / cpa, cpa, ctr: 0.02, cpc: 0.5, cpm: 10, conversion_rate: 0.01 },
  ...{ frequency: null, reach: null, impression_share: null },
});
const metrics: MetricsSummary = {
  ...{ campaign_id: '100', campaign_name: 'Sale', currency: 'USD', at: '2026-03-01T09:00:00.000Z', target_cpa: 60 },
  ...{ audience_size: null, daily_budget: 400, protected: false, cpa_rising_days: 3, cpa_raised_days: 3 },
  ...{ current: period(50), previous: period(40), change_pct: { ...noChanges, cpa: 25 }, budget_utilization: 0.9 },
  ...{ recent_days: [], recurrence: null, missing: [], creatives: [] },
};
const state = {
  ...{ status: 'active', currency: 'USD', daily_budget_minor: 40_000, bid_amount_minor: 250, in_learning: false },
  running_creatives: [
    { ad_id: 'a2', ad_name: 'Ad 2', creative_id: 'c2' },
    { ad_id: 'a1', ad_name: 'Ad 1', creative_id: 'c1' },
  ],
  ...{ spare_creatives: [{ creative_id: 'c3', name: 'Three' }], read_at: '2026-03-01T09:00:00.000Z' },
};
const calm: AnomalyReport = {
  ...{ campaign_id: '100', at: metrics.at, raised: false, headline: 'Calm.', threshold: 5, findings: [], skipped: [] },
};
const diagnosed = (cause: RootCause, confidence: number): Diagnosis => ({
  ...{ cause, confidence, confidence_reasoning: 'signs', explanation: 'Because.', signal_analysis: 'CPA +25 %' },
  ...{ evidence: [], rejected: [], scores: [], missing_sources: [] },
});
const causes = constantFrom(...rootCauseSchema.options);
const worlds = record({
  cause: causes,
  confidence: double({ min: 0.05, max: 0.95, noNaN: true }).map((value) => Math.round(value * 1000) / 1000),
  cpa: option(double({ min: 0.5, max: 400, noNaN: true })),
  cpa_change: option(double({ min: -80, max: 300, noNaN: true })),
  bid: option(integer({ min: 0, max: 100_000 })),
  budget: option(integer({ min: 0, max: 10_000_000 })),
  currency: constantFrom('USD', 'JPY', 'KWD'),
});

describe('a proposal', () => {
  it('of any world is a valid recommendation, a small step, and never surer than its diagnosis', () => {
    assert(
      property(worlds, ({ cause, confidence, cpa, cpa_change, bid, budget, currency }) => {
        const seen = { ...metrics, currency, current: period(cpa), change_pct: { ...noChanges, cpa: cpa_change } };
        const live = { ...state, currency, bid_amount_minor: bid, daily_budget_minor: budget };
        const made = recommendationSchema.parse(propose(seen, calm, diagnosed(cause, confidence), live));
        const { action } = made;
        expect(made.confidence).toBe(confidence);
        if (confidence < 0.5) expect(action.kind).toBe('none');
        if ('change_pct' in action) expect(Math.abs(action.change_pct)).toBeLessThanOrEqual(20);
        if (action.kind === 'set_bid') expect(action.bid_amount_minor).toBeGreaterThan(action.current_bid_amount_minor);
        if (action.kind === 'set_daily_budget')
          expect(action.daily_budget_minor).not.toBe(action.current_daily_budget_minor);
        expect(JSON.stringify(made)).not.toMatch(/NaN|Infinity|undefined/);
      }),
      { numRuns: 400 },
    );
  });

  it('is none where the step rounds to nothing: a raise from 0.01 to 0.01 is no raise', () => {
    const tiny = { ...state, bid_amount_minor: 1, daily_budget_minor: 1 };
    for (const cause of ['auction_pressure', 'budget_limited', 'audience_saturation'] as const)
      expect(leverFor(cause, metrics, tiny)).toMatchObject({
        action: { kind: 'none' },
        held_back: expect.stringContaining('rounds to nothing'),
      });
  });

  it('without the live state changes nothing, whatever the cause', () => {
    for (const cause of rootCauseSchema.options)
      for (const unknown of [null, undefined])
        expect(leverFor(cause, metrics, unknown).action.kind, cause).toBe('none');
  });

  it('promises a CPA between what it is and what it was, and no more than the whole rise', () => {
    assert(
      property(double({ min: 0.1, max: 300, noNaN: true }), (rise) => {
        const seen = { ...metrics, change_pct: { ...noChanges, cpa: rise } };
        for (const cause of ['auction_pressure', 'creative_fatigue'] as const) {
          const effect = leverFor(cause, seen, state).expected_effect;
          const whole = (1 / (1 + rise / 100) - 1) * 100;
          expect(effect?.low_pct ?? Number.NaN).toBeLessThanOrEqual(effect?.high_pct ?? Number.NaN);
          expect(effect?.high_pct ?? Number.NaN).toBeLessThanOrEqual(0);
          expect(effect?.low_pct ?? Number.NaN).toBeGreaterThanOrEqual(whole - 0.1);
        }
      }),
    );
  });

  it('rotates the same creative whatever the order in which ads of one age come', () => {
    const turned = { ...state, running_creatives: state.running_creatives.toReversed() };
    expect(leverFor('creative_fatigue', metrics, turned)).toEqual(leverFor('creative_fatigue', metrics, state));
    expect(leverFor('creative_fatigue', metrics, state).action).toMatchObject({ ad_id: 'a1' });
  });

  it('takes a larger step for a larger rise', () => {
    const rise = double({ min: -50, max: 200, noNaN: true });
    assert(
      property(rise, rise, (one, other) => {
        const [less, more] = [Math.min(one, other), Math.max(one, other)];
        expect(bidStepPct(less)).toBeLessThanOrEqual(bidStepPct(more));
      }),
    );
  });

  it('shows at most two charts: raised ones first, the strongest on top', () => {
    const finding = (metric: string, raised: boolean, score: number): SeriesFinding => ({
      ...{ metric, unit: '', grain: 'day', source: 's', method: 'm', raised, statement: '', points_used: 9 },
      ...{ latest: null, flags: [], windows: [], chart: { metric, unit: '', method: 'm', points: [] } },
      strongest: { at: 'x', value: 1, expected: 1, change_pct: 0, score, kind: 'point', adverse: true },
    });
    const charts = (...findings: SeriesFinding[]) =>
      propose(metrics, { ...calm, findings }, diagnosed('no_change', 0.8), state).series.map((each) => each.metric);
    expect(charts(finding('ctr', false, 99), finding('cpm', true, 6), finding('cpa', true, -8))).toEqual([
      'cpa',
      'cpm',
    ]);
    expect(charts(finding('ctr', true, 6), finding('cpc', true, 6), finding('cpa', true, 6))).toEqual(['cpa', 'cpc']);
    expect(charts()).toEqual([]);
  });
});

describe('the words', () => {
  it('of a step hold no number that the action does not have', () => {
    assert(
      property(integer({ min: 20, max: 100_000 }), constantFrom('USD', 'JPY'), (bid, currency) => {
        const made = leverFor('auction_pressure', { ...metrics, currency }, { ...state, bid_amount_minor: bid }).action;
        if (made.kind !== 'set_bid') throw new Error('no bid');
        const per = currency === 'USD' ? 100 : 1;
        const facts = [made.change_pct, made.bid_amount_minor / per, made.current_bid_amount_minor / per].join('; ');
        expect(unknownNumbers(actionWords(made, currency), facts)).toEqual([]);
      }),
    );
  });

  it.each([
    [{ kind: 'resume', campaign_id: '1' }, 'Resume the campaign.'],
    [{ kind: 'none', recheck_after_hours: 24 }, 'Change nothing and look again in 24 hours.'],
    [{ kind: 'pause', campaign_id: '1', resume_when: 'x is back' }, 'Pause the campaign until x is back.'],
  ] as const)('of %j are "%s"', (action, words) => {
    expect(actionWords(action, 'USD')).toBe(words);
  });

  it('of waiting price only a rise, and say when it may pass by itself', () => {
    expect(costOfNothing(metrics, 'creative_fatigue')).toBe('140 USD a week more for the same conversions.');
    expect(costOfNothing(metrics, 'seasonality')).toContain('if it did not pass by itself');
    expect(costOfNothing({ ...metrics, previous: period(50) }, 'creative_fatigue')).toContain('Nothing');
    expect(costOfNothing({ ...metrics, previous: null }, 'tracking_break')).toContain('Nothing');
    expect(costOfNothing({ ...metrics, current: period(null) }, 'creative_fatigue')).toContain('Nothing');
    expect(costOfNothing(metrics, 'budget_limited')).toContain('Conversions');
  });
});
