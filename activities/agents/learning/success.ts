import type { z } from 'zod';
import type { Recommendation, successCriterionSchema } from '../../../contracts/recommendation.ts';

type Criterion = z.infer<typeof successCriterionSchema>;
/** What was measured after, and how it changed; null is not known. */
export type Measured = Readonly<Record<string, number | null>>;

/** Of what was promised so much must have come, when no criterion can be judged. */
const enoughOfPromise = 0.5;

/**
 * Whether a recommendation kept what it promised: its primary criterion is met; where that cannot be judged, the metric
 * moved in the promised direction by at least half of the promised amount. Null when it promised nothing that was measured.
 */
export function judgeSuccess(
  recommendation: Pick<Recommendation, 'success_criteria' | 'expected_effect'>,
  measured: Measured,
): boolean | null {
  const primary = recommendation.success_criteria.filter((each) => each.primary);
  const verdicts = primary.map((each) => isMet(each, measured)).filter((each) => each !== null);
  if (verdicts.length > 0) return verdicts.every(Boolean);
  const promise = recommendation.expected_effect;
  if (promise === null) return null;
  const promised = (promise.low_pct + promise.high_pct) / 2;
  const moved = measured[`${promise.metric}_change_pct`] ?? null;
  if (moved === null || promised === 0) return null;
  return Math.sign(moved) === Math.sign(promised) && Math.abs(moved) >= Math.abs(promised) * enoughOfPromise;
}

/** Whether a criterion is met; null when its metric was not measured. */
export function isMet({ metric, comparator, value, tolerance_pct }: Criterion, measured: Measured): boolean | null {
  const found = measured[metric] ?? null;
  if (found === null) return null;
  switch (comparator) {
    case 'below':
      return found < value;
    case 'above':
      return found > value;
    case 'within_pct_of':
      return Math.abs(found - value) <= Math.abs(value) * ((tolerance_pct ?? 0) / 100);
  }
}
