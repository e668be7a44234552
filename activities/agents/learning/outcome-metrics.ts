import type { JsonObject } from '../../../contracts/canonical-json.ts';
import type { Recommendation } from '../../../contracts/recommendation.ts';
import { judgeSuccess } from './success.ts';

/** Figures before and after, by metric; null is not known. */
type Figures = Readonly<Record<string, number | null>>;
/** What the measurement of the change found against a counterfactual; null when there was none. */
export type SignedEffect = {
  readonly metric: string;
  readonly effect_pct: number | null;
  readonly low_pct: number | null;
  readonly high_pct: number | null;
  readonly verdict: string | null;
  readonly method: string | null;
};

/** Metrics that are the better the higher they are; costs are the better the lower. */
const higherIsBetter = [
  'ctr',
  'conversion_rate',
  'conversions',
  'clicks',
  'impressions',
  'revenue',
  'impression_share',
];

/** The change in percent of the value before; null where one is unknown or the value before is 0. */
export function changePct(before: number | null, after: number | null): number | null {
  return before === null || after === null || before === 0 ? null : round(((after - before) / before) * 100);
}

/**
 * What is stored of an outcome: the plain change of CPA and of the metric that the recommendation was about, whether it kept
 * its promise, the improvement (never below 0, as people read it) and beside it the signed effect with its interval, which
 * hides no harm. `followed` says whether the advice was taken at all.
 */
export function outcomeMetrics(found: {
  readonly recommendation: Pick<Recommendation, 'success_criteria' | 'expected_effect'>;
  readonly before: Figures;
  readonly after: Figures;
  readonly effect: SignedEffect | null;
  readonly followed: boolean;
}): JsonObject {
  const { recommendation, before, after, effect, followed } = found;
  const metric = recommendation.expected_effect?.metric ?? effect?.metric ?? 'cpa';
  const changes = Object.fromEntries(
    [...new Set([...Object.keys(before), ...Object.keys(after)])].map((name) => [
      `${name}_change_pct`,
      changePct(before[name] ?? null, after[name] ?? null),
    ]),
  );
  const shown = [...new Set(['cpa', metric])].flatMap((name) => [
    [`${name}_before`, before[name] ?? null],
    [`${name}_after`, after[name] ?? null],
    [`${name}_change_pct`, changes[`${name}_change_pct`] ?? null],
  ]);
  const change = changes[`${metric}_change_pct`] ?? null;
  const better = higherIsBetter.includes(metric) ? change : change === null ? null : -change;
  return {
    ...Object.fromEntries(shown),
    ...{ metric, followed, success: judgeSuccess(recommendation, { ...after, ...changes }) },
    improvement_pct: better === null ? null : Math.max(0, better),
    ...{ effect_pct: effect?.effect_pct ?? null, low_pct: effect?.low_pct ?? null, high_pct: effect?.high_pct ?? null },
    ...{ verdict: effect?.verdict ?? null, method: effect?.method ?? 'before_after' },
  };
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
