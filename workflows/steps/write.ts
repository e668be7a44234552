import { CancellationScope, CancelledFailure } from '@temporalio/workflow';
import type { ActionCall, CallOrigin } from '../../contracts/activity-envelope.ts';
import type { JsonObject, JsonValue } from '../../contracts/canonical-json.ts';
import type { AppliedChange, PlannedChange } from '../../contracts/change-set.ts';
import type { ActionStep } from '../../contracts/plan/index.ts';
import { askApproval } from '../approvals/gate.ts';
import { callAction, originOf } from '../execution/call-action.ts';
import { describeFailure, failure } from '../execution/failures.ts';
import { type Frame, filledMap } from '../execution/frame.ts';
import type { Run } from '../execution/run.ts';
import type { JudgedPlan, WriteStand } from '../execution/unfinished.ts';
import { judgePlan } from '../guardrails/judge-plan.ts';
import { awaitLifting } from './await-lifting.ts';

type ApplyCall = Extract<ActionCall, { phase: 'apply' }>;
/** One change on its way, as far as it has come. */
type Writing = { readonly stand: () => WriteStand; readonly keep: (news: Partial<WriteStand>) => void };

/** How often a plan is made anew because somebody else changed the entity meanwhile. */
const mostReplans = 3;
/** How often approvers may change one question; after that they may only say yes or no. */
const mostEdits = 5;
/** With these an edit is at fault, not the execution: the question is put again as it was. */
const refusals = ['GUARDRAIL_VIOLATED', 'GUARDRAIL_NOT_EVALUABLE', 'ACTION_PARAMS_INVALID'];

/**
 * Plan, guardrails, approval, apply. An edit by an approver or a drift of the live state leads to a new plan, which is
 * judged and asked about again under its own digest; an edit that a guardrail forbids leads back to the question before
 * it, which then shows why. A change that a pause stopped is planned again after it, and asked about again only if that
 * gives another plan. In shadow and dry runs it ends after the plan.
 * Throws failures GUARDRAIL_VIOLATED, GUARDRAIL_NOT_EVALUABLE, APPROVAL_REJECTED, APPROVAL_EXPIRED, REPLAN_LIMIT_REACHED.
 */
export async function runWrite(step: ActionStep, frame: Frame, run: Run): Promise<JsonValue> {
  const key = `${step.id}/${frame.iteration}`;
  const { writes } = run.unfinished;
  let stand = writes.get(key) ?? begun(filledMap(step.params, frame, step.line));
  const writing: Writing = {
    stand: () => stand,
    keep: (news) => {
      stand = { ...stand, ...news };
      writes.set(key, stand);
    },
  };
  try {
    for (;;) {
      const origin = originOf(run, step, frame, stand.attempt);
      const ending = await attempt(step, origin, writing, frame, run);
      if (ending !== null) return ending;
      writing.keep({ attempt: stand.attempt + 1, judged: null });
    }
  } finally {
    writes.delete(key);
  }
}

function begun(params: JsonObject): WriteStand {
  return {
    ...{ attempt: 1, params, judged: null, granted: null, supersedes: null, drifts: 0, edits: 0 },
    ...{ edited_from: null, refused_edit: null, stopped_by: null },
  };
}

/** One plan and what comes of it; null when another plan is needed. */
async function attempt(
  step: ActionStep,
  origin: CallOrigin,
  writing: Writing,
  frame: Frame,
  run: Run,
): Promise<JsonObject | null> {
  const { stand, keep } = writing;
  const { stopped_by } = stand();
  if (stopped_by !== null) await awaitLifting(step, stopped_by, run);
  keep({ stopped_by: null });
  const judged = stand().judged ?? (await judgedPlan(step, origin, writing, frame, run));
  if (judged === null) return null;
  if ('unneeded' in judged) return unapplied(judged.unneeded);
  keep({ judged, edited_from: null });
  const { planned } = judged;
  if (judged.needs_approval && stand().granted?.plan_digest !== planned.plan_digest) {
    await run.journey.rest();
    if (!(await granted(step, planned, origin, writing, frame, run))) return null;
  }
  await run.journey.rest();
  const { params } = stand();
  const grant = grantOf(judged, stand().granted);
  const { change_set, plan_digest } = planned;
  const { guardrails } = run.input.plan;
  return applied(step, { phase: 'apply', origin, params, change_set, plan_digest, guardrails, grant }, writing, run);
}

/** Plans and judges. Null when an approver's edit is refused by that: then the parameters are again those before it. */
async function judgedPlan(
  step: ActionStep,
  origin: CallOrigin,
  { stand, keep }: Writing,
  frame: Frame,
  run: Run,
): Promise<JudgedPlan | { readonly unneeded: PlannedChange } | null> {
  const { params, edited_from } = stand();
  const { guardrails } = run.input.plan;
  const exclude_last_days = guardrails.exclude_last_days?.value ?? 0;
  try {
    const planned = await callAction<PlannedChange>(run, step, { phase: 'plan', origin, params, exclude_last_days });
    if (!planned.changes_anything) return { unneeded: planned };
    const { needs_approval, because } = judgePlan(guardrails, planned, step.approval !== null, frame);
    const shadow = run.input.mode !== 'live' || guardrails.autonomy === 'shadow';
    return shadow ? { unneeded: planned } : { planned, needs_approval, because };
  } catch (error) {
    const { code, message, details } = describeFailure(error);
    if (edited_from === null || !refusals.includes(code)) throw error;
    const edits = Object.fromEntries(Object.entries(params).filter(([name, value]) => edited_from[name] !== value));
    keep({ params: edited_from, edited_from: null, refused_edit: { edits, code, message, details } });
    return null;
  }
}

/** Asks. False when the approver wants other values, which need a plan of their own. */
async function granted(
  step: ActionStep,
  planned: PlannedChange,
  origin: CallOrigin,
  { stand, keep }: Writing,
  frame: Frame,
  run: Run,
): Promise<boolean> {
  const { params, supersedes, refused_edit, edits } = stand();
  // Asking anew takes back what was granted before: the records show that approval as superseded from now on.
  keep({ granted: null });
  const policy = step.approval ?? run.input.plan.approval;
  const subject = { action_id: step.action_id, params, planned, supersedes, refused_edit, may_edit: edits < mostEdits };
  const ending = await askApproval(step, policy, subject, origin, frame, run);
  const { approval_id } = ending;
  if (ending.kind === 'approved') {
    keep({ granted: { approval_id, plan_digest: planned.plan_digest }, supersedes: approval_id });
    return true;
  }
  const edited = { params: { ...params, ...ending.edits }, edited_from: params, edits: edits + 1 };
  keep({ ...edited, supersedes: approval_id, refused_edit: null });
  return false;
}

function grantOf({ needs_approval, because }: JudgedPlan, given: WriteStand['granted']): ApplyCall['grant'] {
  if (!needs_approval || given === null) return { kind: 'policy', rule: because };
  return { kind: 'approval', approval_id: given.approval_id };
}

/** Applies. Null when nothing was sent because the plan or its grant no longer holds, or because a pause stopped it. */
async function applied(
  step: ActionStep,
  call: ApplyCall,
  { stand, keep }: Writing,
  run: Run,
): Promise<JsonObject | null> {
  try {
    return await apply(step, run, call);
  } catch (error) {
    const { code, details } = describeFailure(error);
    if (code === 'SCOPE_PAUSED') {
      keep({ stopped_by: details });
      return null;
    }
    if (code === 'AUTONOMY_ENDED') {
      // What was granted without asking is asked about: the next approval replaces one, and then people answer.
      keep({ granted: null });
      return null;
    }
    if (code !== 'PLATFORM_DRIFT') throw error;
    const drifts = stand().drifts + 1;
    keep({ drifts });
    if (drifts > mostReplans) throw gaveUp(step, drifts);
    return null;
  }
}

/** A write that has begun is seen through, whoever cancels meanwhile; one that has not begun is not begun any more. */
async function apply(step: ActionStep, run: Run, call: ApplyCall): Promise<JsonObject> {
  if (CancellationScope.current().consideredCancelled) throw new CancelledFailure('Cancelled before it was applied');
  const done = await CancellationScope.nonCancellable(() => callAction<AppliedChange>(run, step, call));
  return { ...done };
}

function unapplied(planned: PlannedChange): JsonObject {
  return { applied: false, change_set: planned.change_set, change_set_id: null, receipts: [] };
}

function gaveUp(step: ActionStep, drifts: number) {
  const message = `The live state changed ${drifts} times between plan and application; nothing was sent.`;
  return failure('REPLAN_LIMIT_REACHED', message, { step_id: step.id, line: step.line });
}
