import type { Effect } from './effect.ts';
import { judgeEffect, type Verdict } from './judge-effect.ts';

/** What is said of a measured change. */
export type Conclusion = {
  readonly verdict: Verdict;
  /** Why it is no more than inconclusive; null otherwise. */
  readonly reason: string | null;
  /** Whether the playbook's promise was kept; null when it made none, or nobody can tell. */
  readonly promise_kept: boolean | null;
  /** The promise failed, and the change did not even help. */
  readonly should_be_taken_back: boolean;
};

/** What was wanted of a change. A smaller effect than `minimum_effect_pct` counts as none. */
export type Wanted = {
  readonly direction: 'increase' | 'decrease';
  readonly minimum_effect_pct: number;
  /** The playbook itself promised it. */
  readonly promised: boolean;
};

/**
 * Concludes from an effect. `disturbed_by` says what else happened (another change, or that it was taken back): then nothing
 * is concluded, whatever the figures look like. A promise is kept when the verdict is positive, and broken when the whole
 * interval lies short of the smallest effect that counts; one that fell short but helped is broken, and yet nobody is asked
 * to take the change back.
 */
export function conclude(effect: Effect, wanted: Wanted, disturbed_by: string | null): Conclusion {
  const none = { promise_kept: null, should_be_taken_back: false };
  if (disturbed_by !== null) return { verdict: 'inconclusive', reason: disturbed_by, ...none };
  const verdict = judgeEffect(effect, wanted.direction, wanted.minimum_effect_pct);
  const { effect_pct, low_pct, high_pct } = effect;
  if (effect_pct === null || low_pct === null || high_pct === null) return { verdict, reason: effect.method, ...none };
  const [worst, best] = wanted.direction === 'increase' ? [low_pct, high_pct] : [-high_pct, -low_pct];
  const reason = verdict === 'inconclusive' ? inconclusiveBecause(low_pct, high_pct, wanted) : null;
  if (!wanted.promised) return { verdict, reason, promise_kept: null, should_be_taken_back: false };
  const broken = best < wanted.minimum_effect_pct || best < 0;
  const promise_kept = verdict === 'positive' ? true : broken ? false : null;
  return { verdict, reason, promise_kept, should_be_taken_back: promise_kept === false && worst <= 0 };
}

function inconclusiveBecause(low: number, high: number, { minimum_effect_pct }: Wanted): string {
  return low <= 0 && high >= 0
    ? `the effect lies between ${low} % and ${high} %, so there may be none at all`
    : `the effect is smaller than the ${minimum_effect_pct} % that count`;
}
