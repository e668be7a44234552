import type { PlannedChange } from '../../contracts/change-set.ts';
import { toMajor } from '../../contracts/minor-units.ts';
import type { Guardrails } from '../../contracts/plan/index.ts';
import {
  evaluateGuardrails,
  type GuardrailVerdict,
  type Judgement,
} from '../../playbooks/guardrails/evaluate-guardrails.ts';
import { failure } from '../execution/failures.ts';
import { type Frame, holds, outputsOf } from '../execution/frame.ts';

/**
 * Judges a plan in the middle of an execution: expressions of the guardrails see every variable and besides
 * `total_change` (major units), `max_change_pct`, `change_count`, `risk` and `confidence`.
 * Throws the failure of the first guardrail in the way, with all findings in its details.
 */
export function judgePlan(
  guardrails: Guardrails,
  planned: PlannedChange,
  step_asks: boolean,
  frame: Frame,
): Extract<GuardrailVerdict, { kind: 'allowed' }> {
  const { change_set, facts } = planned;
  const judgement = judgementOf(frame);
  const total_change = toMajor(change_set.total_change_minor, change_set.currency);
  const { max_change_pct, change_count } = change_set;
  const seen = { total_change, max_change_pct, change_count, ...judgement };
  const verdict = evaluateGuardrails({
    guardrails,
    change_set,
    facts,
    judgement,
    step_asks,
    holds: (expression) => holds(expression, frame, seen),
  });
  if (verdict.kind === 'allowed') return verdict;
  throw failure(verdict.code, verdict.message, { findings: verdict.findings });
}

/** Risk and confidence of the newest output that states a confidence: that is the recommendation the change rests on. */
function judgementOf(frame: Frame): Judgement {
  for (const output of Object.values(outputsOf(frame)).reverse()) {
    if (typeof output !== 'object' || output === null || !('confidence' in output)) continue;
    const { confidence } = output;
    const risk = 'risk_level' in output ? output.risk_level : null;
    if (typeof confidence === 'number') return { confidence, risk: typeof risk === 'string' ? risk : null };
  }
  return { confidence: null, risk: null };
}
