import type { Effect } from './effect.ts';

/** What a measured effect means for what was wanted. */
export type Verdict = 'positive' | 'negative' | 'inconclusive';

/** Positive or negative only when the whole interval lies on one side and the effect is at least `minimum_pct`. */
export function judgeEffect(
  effect: Pick<Effect, 'effect_pct' | 'low_pct' | 'high_pct'>,
  direction: 'increase' | 'decrease',
  minimum_pct = 0,
): Verdict {
  const { effect_pct, low_pct, high_pct } = effect;
  if (effect_pct === null || low_pct === null || high_pct === null) return 'inconclusive';
  if (Math.abs(effect_pct) < minimum_pct || (low_pct <= 0 && high_pct >= 0)) return 'inconclusive';
  return (direction === 'increase') === effect_pct > 0 ? 'positive' : 'negative';
}
