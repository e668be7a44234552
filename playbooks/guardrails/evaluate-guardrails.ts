import type { ChangeSet, GuardrailFacts } from '../../contracts/change-set.ts';
import type { Expression, Guardrails } from '../../contracts/plan/index.ts';
import { type Finding, limitFindings } from './limits.ts';

/** What the guardrails say about one planned change. */
export type GuardrailVerdict =
  | { readonly kind: 'allowed'; readonly needs_approval: boolean; readonly because: string }
  | {
      readonly kind: 'blocked';
      readonly code: 'GUARDRAIL_VIOLATED' | 'GUARDRAIL_NOT_EVALUABLE';
      readonly message: string;
      readonly findings: readonly Finding[];
    };

/** How sure the playbook is and how much can go wrong; null when no step said so. Confidence 0–1. */
export type Judgement = { readonly confidence: number | null; readonly risk: string | null };

/** What the guardrails look at. `holds` evaluates a CEL expression over the scope and throws when it cannot. */
export type GuardrailQuestion = {
  readonly guardrails: Guardrails;
  readonly change_set: ChangeSet;
  readonly facts: GuardrailFacts;
  readonly judgement: Judgement;
  /** The step demands an approval whatever the rules say. */
  readonly step_asks: boolean;
  readonly holds: (expression: Expression) => boolean;
};

/**
 * Judges a planned change by the playbook's guardrails: pure, and the same for the first plan and every later one.
 * A limit that is passed blocks with GUARDRAIL_VIOLATED; a limit whose value is not known, or an expression that cannot
 * be evaluated, blocks with GUARDRAIL_NOT_EVALUABLE. Findings name rule, value, limit and line. Otherwise it says whether
 * a person must be asked: always, unless the playbook is on `auto`, the record of the last weeks has earned it, the risk
 * is low, the confidence is above 0.85 and no rule of the playbook asks.
 */
export function evaluateGuardrails(question: GuardrailQuestion): GuardrailVerdict {
  const { guardrails, change_set, facts } = question;
  const findings = [...limitFindings(guardrails, change_set, facts)];
  const forbid = tryExpression(question, guardrails.forbid_if, 'forbid_if', findings);
  if (forbid === true && guardrails.forbid_if !== null) {
    findings.push({
      kind: 'violated',
      rule: 'forbid_if',
      value: guardrails.forbid_if.source,
      limit: null,
      line: guardrails.forbid_if.line,
      message: `\`forbid_if: ${guardrails.forbid_if.source}\` holds for this change`,
    });
  }
  const asks = tryExpression(question, guardrails.require_approval_if, 'require_approval_if', findings);
  if (findings.length > 0) return blocked(findings);
  return { kind: 'allowed', ...approvalNeed(question, asks === true) };
}

function tryExpression(
  question: GuardrailQuestion,
  expression: Expression | null,
  rule: string,
  findings: Finding[],
): boolean | null {
  if (expression === null) return null;
  try {
    return question.holds(expression);
  } catch (error) {
    const why = error instanceof Error ? error.message : 'unknown reason';
    findings.push({
      kind: 'not_evaluable',
      rule,
      value: null,
      limit: expression.source,
      line: expression.line,
      message: `\`${rule}: ${expression.source}\` could not be evaluated: ${why}`,
    });
    return null;
  }
}

function blocked(findings: readonly Finding[]): GuardrailVerdict {
  const violated = findings.filter((finding) => finding.kind === 'violated');
  const shown = violated.length > 0 ? violated : findings;
  return {
    kind: 'blocked',
    code: violated.length > 0 ? 'GUARDRAIL_VIOLATED' : 'GUARDRAIL_NOT_EVALUABLE',
    message: shown.map((finding) => `${finding.message} (line ${finding.line}).`).join(' '),
    findings,
  };
}

function approvalNeed(question: GuardrailQuestion, asks: boolean): { needs_approval: boolean; because: string } {
  const { guardrails, judgement, facts } = question;
  const ask = (because: string) => ({ needs_approval: true, because });
  if (question.step_asks) return ask('the step asks for an approval');
  const rule = guardrails.require_approval_if;
  if (asks) return ask(`require_approval_if: ${rule?.source ?? ''}`);
  if (guardrails.autonomy !== 'auto') {
    // The author wrote down when people are asked, and this is not such a case; without a rule everything is asked.
    if (rule === null) return ask(`autonomy is ${guardrails.autonomy}`);
    return { needs_approval: false, because: `require_approval_if: ${rule.source} is false` };
  }
  if (facts.autonomy_earned !== true) return ask('autonomy has not been earned');
  if (judgement.risk !== 'low') return ask(`the risk is ${judgement.risk ?? 'not known'}`);
  if (judgement.confidence === null || judgement.confidence <= 0.85) {
    return ask(`the confidence is ${judgement.confidence ?? 'not known'}`);
  }
  return { needs_approval: false, because: 'autonomy: auto' };
}
