import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AnalyticsFigures, analyticsFiguresSchema, analyticsTargets, judgeTargets } from './analytics.ts';

const nothing: AnalyticsFigures = analyticsFiguresSchema.parse({
  ...{ recommendations: 0, campaigns: 0, decided: 0, approved: 0, edited: 0, rejected: 0, auto_approved: 0 },
  ...{ expired: 0, pending: 0, measured: 0, improved: 0, feedback: 0, feedback_closed: 0, llm_cost_usd: 0 },
  ...{ acceptance_rate: null, positive_impact_rate: null, false_positive_rate: null, agreement_rate: null },
  ...{ mean_improvement_pct: null, mean_effect_pct: null, mean_confidence: null, mean_edit_distance_pct: null },
  ...{ median_review_minutes: null, hours_saved: null, latency_p50_seconds: null, latency_p95_seconds: null },
  ...{ ad_return_change_pct: null, ad_return_low_pct: null, ad_return_high_pct: null, ad_return_before: null },
  ...{ ad_return_after: null, ad_return_measured: 0, ad_return_unmeasured: 0 },
  ...{ uptime: null, measured_value_usd: null, roi: null, deployments_per_30_days: 0 },
  ...{ cost_per_recommendation_usd: null, evaluation_coverage: null, feedback_closure_days: null },
});
const metOf = (measure: string, value: number | null) =>
  judgeTargets({ ...nothing, [measure]: value }).find((each) => each.measure === measure)?.met;

describe('the targets of the agent', () => {
  it.each([
    ['acceptance_rate', 0.7, false, 0.701, true],
    ['positive_impact_rate', 0.8, false, 0.801, true],
    ['false_positive_rate', 0.2, false, 0.199, true],
    ['agreement_rate', 0.75, false, 0.751, true],
    ['latency_p95_seconds', 30, false, 29.9, true],
    ['uptime', 0.995, true, 0.9949, false],
    ['evaluation_coverage', 1, true, 0.999, false],
    ['feedback_closure_days', 7, false, 6.9, true],
  ])('%s is judged at its very limit', (measure, at, at_met, beside, beside_met) => {
    expect([metOf(measure, at), metOf(measure, beside)]).toEqual([at_met, beside_met]);
  });

  it('are neither met nor missed where nothing was counted', () => {
    const judged = judgeTargets(nothing);
    expect(judged.map((each) => each.measure)).toEqual(analyticsTargets.map((each) => each.measure));
    expect(new Set(judged.map((each) => each.met))).toEqual(new Set([null]));
  });

  it('are met by every better figure once they are met', () => {
    const target = fc.constantFrom(...analyticsTargets);
    const value = fc.double({ min: 0, max: 100, noNaN: true });
    fc.assert(
      fc.property(target, value, value, ({ measure, comparator }, one, other) => {
        const [low, high] = one < other ? [one, other] : [other, one];
        const [better, worse] = comparator === 'below' ? [low, high] : [high, low];
        expect(metOf(measure, worse) === true && metOf(measure, better) === false).toBe(false);
      }),
    );
  });
});

describe('the figures of a period', () => {
  it.each([
    ['a rate in percent', { acceptance_rate: 71 }],
    ['a negative count', { decided: -1 }],
    ['half a recommendation', { recommendations: 1.5 }],
    ['more uptime than there is time', { uptime: 1.01 }],
    ['fewer deployments than none', { deployments_per_30_days: -1 }],
    ['a rate below nothing', { false_positive_rate: -0.1 }],
  ])('never hold %s', (_name, wrong) => {
    expect(analyticsFiguresSchema.safeParse({ ...nothing, ...wrong }).success).toBe(false);
  });
});
