import type { CaseFigures, EvaluationResult } from '../../contracts/evaluation-run.ts';
import { expectedCalibrationError } from './calibration.ts';

const rate = (part: number, whole: number) => (whole === 0 ? null : part / whole);

/** Kinds of cases in which only chance moves the numbers. */
const noise = ['pure_noise', 'no_change'];

/**
 * The figures of some cases. Regret is pooled: what all chosen actions earn less than the best ones, over what the best
 * ones earn, each in units of its campaign’s spend, so that neither a large account nor a dear currency outweighs others.
 */
export function caseFigures(results: readonly EvaluationResult[]): CaseFigures {
  const count = (pick: (result: EvaluationResult) => boolean) => results.filter(pick).length;
  const sum = (pick: (result: EvaluationResult) => number) => results.reduce((total, each) => total + pick(each), 0);
  const acted = results.filter(({ scores }) => !scores.abstained);
  const shouldNot = results.filter(({ scores }) => scores.abstention_is_right);
  const chance = results.filter(({ kind }) => noise.includes(kind));
  const best = sum(({ scores }) => Math.max(0, scores.best ?? 0));
  return {
    cases: results.length,
    agreement: rate(
      count(({ passed }) => passed),
      results.length,
    ),
    top1_cause: rate(
      count(({ scores }) => scores.cause_right),
      results.length,
    ),
    action_regret: best > 0 ? sum(({ scores }) => scores.regret ?? 0) / best : null,
    best_value: rate(best, results.filter(({ scores }) => scores.best !== null).length),
    abstention: rate(shouldNot.filter(({ scores }) => scores.abstained).length, shouldNot.length),
    false_positive_rate: rate(
      acted.filter(({ scores, actual }) => scores.abstention_is_right || (actual.value ?? 0) < 0).length,
      acted.length,
    ),
    acts_on_noise: rate(chance.filter(({ scores }) => !scores.abstained).length, chance.length),
    ece: expectedCalibrationError(
      results.map(({ scores, actual }) => ({ confidence: actual.confidence, right: scores.cause_right })),
    ),
  };
}
