import type { JsonObject } from '../../../../contracts/canonical-json.ts';
import type { Effect } from './effect.ts';
import type { Verdict } from './judge-effect.ts';

/** What is stored with the recommendation: plain before and after, the floored improvement, and the signed effect beside it. */
export function recommendationOutcome(
  { metric, direction }: { readonly metric: string; readonly direction: string },
  effect: Effect,
  verdict: Verdict,
): JsonObject {
  const { before, after } = effect;
  const change = before === null || after === null || before === 0 ? null : round(((after - before) / before) * 100);
  return {
    [`${metric}_before`]: before,
    [`${metric}_after`]: after,
    [`${metric}_change_pct`]: change,
    improvement_pct: change === null ? null : Math.max(0, direction === 'increase' ? change : -change),
    success: verdict === 'positive',
    effect_pct: effect.effect_pct,
    low_pct: effect.low_pct,
    high_pct: effect.high_pct,
    verdict,
    method: effect.method,
  };
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
