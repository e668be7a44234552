import type { EvaluationResult } from '../../contracts/evaluation-run.ts';
import type { Recommendation } from '../../contracts/recommendation.ts';
import type { EvaluationCase } from './evaluation-case.ts';

/** Below this confidence an action is shown as a suggestion that a person has to judge. */
const sureEnough = 0.6;

/** Whether the answer is right: the decision, or one that is as good, and as sure as the case allows. */
export function isRight(
  wanted: EvaluationCase,
  { recommended_workflow, confidence }: Pick<Recommendation, 'recommended_workflow' | 'confidence'>,
): boolean {
  if (wanted.below_confidence !== null && confidence >= wanted.below_confidence) return false;
  if (wanted.from_confidence !== null && confidence < wanted.from_confidence) return false;
  if (recommended_workflow === wanted.expected) return true;
  return wanted.also.includes(recommended_workflow) && confidence < sureEnough;
}

/** Scores one answer. Regret and the best value are in units of what the campaign spends in the horizon. */
export function scoreCase(wanted: EvaluationCase, answer: Recommendation, latency_ms: number): EvaluationResult {
  const { money } = wanted;
  const value = money === null ? null : money.value_of(answer.action);
  const scaled = (amount: number) => (money === null || money.scale <= 0 ? 0 : amount / money.scale);
  const critical = [...(answer.validation?.checks ?? []), ...(answer.critique?.issues ?? [])].some(
    (check) => !check.passed && check.severity === 'CRITICAL',
  );
  return {
    example_id: wanted.example_id,
    kind: wanted.kind,
    passed: isRight(wanted, answer),
    expected: {
      ...{ workflow: wanted.expected, causes: [...wanted.causes] },
      ...{ best_action: money?.best_action ?? null, best_value: money?.best_value ?? null },
    },
    actual: {
      ...{ workflow: answer.recommended_workflow, cause: answer.root_cause, action: answer.specific_action },
      ...{ value, confidence: answer.confidence },
    },
    scores: {
      cause_right: wanted.causes.length === 0 ? isRight(wanted, answer) : wanted.causes.includes(answer.root_cause),
      // What only a person can carry out is no abstention: the workflow says what is proposed.
      abstained: answer.recommended_workflow === 'Continue Monitoring',
      abstention_is_right: wanted.abstention_is_right,
      regret: money === null || value === null ? null : scaled(Math.max(0, money.best_value - value)),
      best: money === null ? null : scaled(money.best_value),
      ...{ latency_ms, critical, judge: null },
    },
  };
}
