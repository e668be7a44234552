import { CancellationScope, CancelledFailure } from '@temporalio/workflow';
import type { ActionCall } from '../../contracts/activity-envelope.ts';
import type { JsonObject, JsonValue } from '../../contracts/canonical-json.ts';
import type { AppliedChange, PlannedChange } from '../../contracts/change-set.ts';
import type { ActionStep } from '../../contracts/plan/index.ts';
import { askApproval } from '../approvals/gate.ts';
import { callAction, originOf } from '../execution/call-action.ts';
import { describeFailure, failure } from '../execution/failures.ts';
import { type Frame, filledMap } from '../execution/frame.ts';
import type { Run } from '../execution/run.ts';
import { judgePlan } from '../guardrails/judge-plan.ts';

type Grant = Extract<ActionCall, { phase: 'apply' }>['grant'];

/** How often a plan is made anew because somebody else changed the entity meanwhile. */
const mostReplans = 3;

/**
 * Plan, guardrails, approval, apply. An edit by an approver or a drift of the live state leads to a new plan, which is
 * judged and asked about again under its own digest. In shadow and dry runs it ends after the plan.
 * Throws failures GUARDRAIL_VIOLATED, GUARDRAIL_NOT_EVALUABLE, APPROVAL_REJECTED, APPROVAL_EXPIRED, REPLAN_LIMIT_REACHED.
 */
export async function runWrite(step: ActionStep, frame: Frame, run: Run): Promise<JsonValue> {
  const shadow = run.input.mode !== 'live' || run.input.plan.guardrails.autonomy === 'shadow';
  let params = filledMap(step.params, frame, step.line);
  let earlier: string | null = null;
  let drifts = 0;
  for (let attempt = 1; ; attempt += 1) {
    const origin = originOf(run, step, frame, attempt);
    const exclude_last_days = run.input.plan.guardrails.exclude_last_days?.value ?? 0;
    const planned = await callAction<PlannedChange>(run, step, { phase: 'plan', origin, params, exclude_last_days });
    if (!planned.changes_anything) return unapplied(planned);

    const verdict = judgePlan(run.input.plan.guardrails, planned, step.approval !== null, frame);
    if (shadow) return unapplied(planned);

    let grant: Grant = { kind: 'policy', rule: verdict.because };
    if (verdict.needs_approval) {
      const policy = step.approval ?? run.input.plan.approval;
      const subject = { action_id: step.action_id, params, planned, supersedes: earlier };
      const ending = await askApproval(step, policy, subject, origin, frame, run);
      earlier = ending.approval_id;
      if (ending.kind === 'edited') {
        params = { ...params, ...ending.edits };
        continue;
      }
      grant = { kind: 'approval', approval_id: ending.approval_id };
    }
    try {
      return await apply(step, run, { phase: 'apply', origin, params, ...bound(planned), grant });
    } catch (error) {
      if (describeFailure(error).code !== 'PLATFORM_DRIFT') throw error;
      drifts += 1;
      if (drifts > mostReplans) throw gaveUp(step, drifts);
    }
  }
}

/** A write that has begun is seen through, whoever cancels meanwhile; one that has not begun is not begun any more. */
async function apply(step: ActionStep, run: Run, call: ActionCall): Promise<JsonValue> {
  if (CancellationScope.current().consideredCancelled) throw new CancelledFailure('Cancelled before it was applied');
  const applied = await CancellationScope.nonCancellable(() => callAction<AppliedChange>(run, step, call));
  return { ...applied };
}

function bound(planned: PlannedChange) {
  return { change_set: planned.change_set, plan_digest: planned.plan_digest };
}

function unapplied(planned: PlannedChange): JsonObject {
  return { applied: false, change_set: planned.change_set, change_set_id: null, receipts: [] };
}

function gaveUp(step: ActionStep, drifts: number) {
  const message = `The live state changed ${drifts} times between plan and application; nothing was sent.`;
  return failure('REPLAN_LIMIT_REACHED', message, { step_id: step.id, line: step.line });
}
