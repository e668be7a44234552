import type { CallOrigin, OpenApprovalCall } from '../../contracts/activity-envelope.ts';
import type { JsonObject, JsonValue } from '../../contracts/canonical-json.ts';
import type { PlannedChange } from '../../contracts/change-set.ts';
import type { ApprovalPolicy, Approvers, Step } from '../../contracts/plan/index.ts';
import { type Frame, filled, scopeOf } from '../execution/frame.ts';

/** What is asked about: a planned change, or nothing but the evidence for a gate of its own. */
export type Subject = {
  readonly action_id: string | null;
  readonly params: JsonObject;
  readonly planned: PlannedChange | null;
  readonly supersedes: string | null;
  /** Why an edit of the question before was not taken up; shown beside the evidence. */
  readonly refused_edit?: JsonObject | null;
  /** An approver may still change parameters; true unless said otherwise. */
  readonly may_edit?: boolean;
};

/** A question as it is put to people, without its id and its deadline. */
export type Question = Omit<OpenApprovalCall, 'approval_id' | 'expires_at_ms'>;

/** Words a question: title and evidence filled in, the approvers with the variables their rule speaks of. */
export function questionOf(
  step: Step,
  policy: ApprovalPolicy,
  subject: Subject,
  origin: CallOrigin,
  frame: Frame,
  excluded_user_ids: readonly string[],
): Question {
  const title = policy.title === null ? null : filled(policy.title, frame, step.line);
  const evidence: JsonValue = policy.evidence === null ? null : filled(policy.evidence, frame, step.line);
  const fallback = step.name ?? (step.kind === 'action' ? step.summary : step.id);
  return {
    origin,
    title: typeof title === 'string' ? title : fallback,
    action_id: subject.action_id,
    params: subject.params,
    approvers: boundApprovers(policy.approvers, frame),
    excluded_user_ids,
    quorum: policy.quorum,
    editable: subject.may_edit === false ? [] : policy.editable,
    on_timeout: policy.on_timeout,
    undo_window_seconds: policy.undo_window_seconds,
    plan_digest: subject.planned?.plan_digest ?? null,
    change_set: subject.planned?.change_set ?? null,
    facts: subject.planned?.facts ?? null,
    evidence: withRefusal(evidence, subject.refused_edit ?? null),
    supersedes: subject.supersedes,
  };
}

/** Approvers with the variables that their rule names; the people it is about are known only where they are looked up. */
export function boundApprovers(approvers: Approvers, frame: Frame): OpenApprovalCall['approvers'] {
  const { roles, users, groups, expression } = approvers;
  const rule = expression === null || expression === undefined ? null : { ...boundRule(expression, frame) };
  return { roles, users, ...(groups === undefined ? {} : { groups }), ...(rule === null ? {} : { rule }) };
}

function boundRule({ source, line }: NonNullable<Approvers['expression']>, frame: Frame) {
  const words = new Set(source.split(/\W+/));
  const named = Object.entries(scopeOf(frame)).filter(([name]) => words.has(name));
  return { expression: source, line, scope: Object.fromEntries(named) };
}

function withRefusal(evidence: JsonValue, refused_edit: JsonObject | null): JsonValue {
  if (refused_edit === null) return evidence;
  const shown = evidence === null ? {} : isObject(evidence) ? evidence : { evidence };
  return { ...shown, refused_edit };
}

function isObject(value: JsonValue): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
