import { mean, rootMeanSquare } from 'simple-statistics';
import { measureEffect } from '../../activities/agents/campaign-health/outcome/counterfactual.ts';
import type { Effect } from '../../activities/agents/campaign-health/outcome/effect.ts';
import { judgeEffect, type Verdict } from '../../activities/agents/campaign-health/outcome/judge-effect.ts';
import type { SimulatedChange } from './simulated-changes.ts';

/** A simulated change as the product measures it. */
export type Scored = Omit<SimulatedChange, 'days' | 'controls'> & {
  readonly effect: Effect;
  readonly verdict: Verdict;
};

/** Effects smaller than this are none, in percent. */
export const nothing_pct = 0.5;
/** What effects are rounded to, halved. */
const rounding_pct = 0.05;

/** Measures a change without knowing what it brought. The verdict is for an increase: positive means that the metric rose. */
export function score({ days, controls, ...change }: SimulatedChange): Scored {
  const { changed_on, last_day_before, window_days } = change;
  const effect = measureEffect({ days, controls, changed_on, last_day_before, window_days, interval_level: 0.9 });
  return { ...change, effect, verdict: judgeEffect(effect, 'increase') };
}

/** How well a number of changes was measured. Errors and widths are in percentage points of the effect. */
export type Summary = {
  readonly n: number;
  readonly unmeasured: number;
  readonly bias: number;
  readonly rmse: number;
  readonly coverage: number;
  readonly width: number;
  /** Of the changes that brought nothing, how many were called an effect. */
  readonly none: number;
  readonly false_alarms: number;
};

/** Sums up. */
export function summarise(all: readonly Scored[]): Summary {
  const known = all.flatMap(({ effect, truth_pct, verdict }) => {
    const { effect_pct, low_pct, high_pct } = effect;
    return effect_pct === null || low_pct === null || high_pct === null
      ? []
      : [{ effect_pct, low_pct, high_pct, truth_pct, verdict }];
  });
  const errors = known.map((each) => each.effect_pct - each.truth_pct);
  const held = known.filter(
    ({ low_pct, high_pct, truth_pct }) => low_pct - rounding_pct <= truth_pct && truth_pct <= high_pct + rounding_pct,
  );
  const none = known.filter((each) => Math.abs(each.truth_pct) < nothing_pct);
  return {
    n: known.length,
    unmeasured: all.length - known.length,
    bias: known.length === 0 ? Number.NaN : mean(errors),
    rmse: known.length === 0 ? Number.NaN : rootMeanSquare(errors),
    coverage: held.length / known.length,
    width: known.length === 0 ? Number.NaN : mean(known.map((each) => each.high_pct - each.low_pct)),
    none: none.length,
    false_alarms: none.filter((each) => each.verdict !== 'inconclusive').length,
  };
}
