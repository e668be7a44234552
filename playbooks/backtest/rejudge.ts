import type { JsonObject, JsonValue } from '../../contracts/canonical-json.ts';
import type { ChangeSet, GuardrailFacts } from '../../contracts/change-set.ts';
import { toMajor } from '../../contracts/minor-units.ts';
import { everyStep } from '../../contracts/plan/every-step.ts';
import type { ActionStep, Plan, Step } from '../../contracts/plan/index.ts';
import { evaluateExpression } from '../expressions/index.ts';
import { evaluateGuardrails } from '../guardrails/evaluate-guardrails.ts';

/** A change that was planned in the past, with everything the guardrails could see then. */
export type PastChange = {
  readonly execution_id: string;
  readonly step_id: string;
  readonly campaign_id: string | null;
  readonly at: string;
  readonly change_set: ChangeSet;
  /** Null for a change that was applied without asking: the facts of those are not kept. */
  readonly facts: GuardrailFacts | null;
  /** What expressions could name: inputs, context, entity and the outputs of the steps. */
  readonly scope: JsonObject;
  /** What a person made of it; null when nobody was asked or nobody answered. */
  readonly person: 'approved' | 'rejected' | null;
};

/** What a playbook does about a change: ask people, apply by itself, refuse, not act at all (shadow), or know no such step. */
export type Verdict = {
  readonly outcome: 'asks' | 'applies' | 'forbidden' | 'not_evaluable' | 'shadow' | 'step_gone';
  readonly because: string;
};

const nothingKnown: GuardrailFacts = {
  budget_change_pct_window: null,
  bid_change_pct_window: null,
  total_change_window_minor: null,
  changes_today: null,
  hours_since_last_change: null,
  spend_minor: null,
  conversions: null,
  in_learning: null,
};

/**
 * Puts a past change before the guardrails of another plan. The facts are those of then: a rule that needs a fact which was
 * not kept is `not_evaluable`, as it would be live.
 */
export function rejudge(plan: Plan, change: PastChange): Verdict {
  const step = writeStep(plan.steps, change.step_id);
  if (step === null) return { outcome: 'step_gone', because: `there is no write step ${change.step_id} any more` };
  if (plan.guardrails.autonomy === 'shadow') return { outcome: 'shadow', because: 'autonomy is shadow' };
  const { change_set, scope } = change;
  const judgement = judgementOf(scope);
  const seen = {
    ...scope,
    total_change: toMajor(change_set.total_change_minor, change_set.currency),
    max_change_pct: change_set.max_change_pct,
    change_count: change_set.change_count,
    ...judgement,
  };
  const verdict = evaluateGuardrails({
    guardrails: plan.guardrails,
    change_set,
    facts: change.facts ?? nothingKnown,
    judgement,
    step_asks: step.approval !== null,
    holds: (expression) => evaluateExpression(expression.source, seen) === true,
  });
  if (verdict.kind === 'allowed') {
    return { outcome: verdict.needs_approval ? 'asks' : 'applies', because: verdict.because };
  }
  const outcome = verdict.code === 'GUARDRAIL_VIOLATED' ? 'forbidden' : 'not_evaluable';
  return { outcome, because: verdict.message };
}

/** Risk and confidence as the engine finds them: those of the newest output that states a confidence. */
function judgementOf(scope: JsonObject): { readonly confidence: number | null; readonly risk: string | null } {
  for (const output of Object.values(scope).reverse()) {
    const confidence = memberOf(output, 'confidence');
    if (typeof confidence !== 'number') continue;
    const risk = memberOf(output, 'risk_level');
    return { confidence, risk: typeof risk === 'string' ? risk : null };
  }
  return { confidence: null, risk: null };
}

function memberOf(value: JsonValue, name: string): JsonValue {
  if (typeof value !== 'object' || value === null) return null;
  return Object.entries(value).find(([key]) => key === name)?.[1] ?? null;
}

function writeStep(steps: readonly Step[], id: string): ActionStep | null {
  for (const step of everyStep(steps)) {
    if (step.kind === 'action' && step.id === id && step.effect === 'write') return step;
  }
  return null;
}
