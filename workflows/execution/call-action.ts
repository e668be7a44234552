import { type ActivityOptions, scheduleActivity } from '@temporalio/workflow';
import {
  type ActionAnswer,
  type ActionCall,
  type CallOrigin,
  journalActivities,
  type OpenApprovalAnswer,
  type OpenApprovalCall,
  type OpenChildAnswer,
  type OpenChildCall,
  type SettleApprovalCall,
} from '../../contracts/activity-envelope.ts';
import type { ActionStep, Step } from '../../contracts/plan/index.ts';
import { campaignOf, priorityKeys } from '../messages.ts';
import type { Frame } from './frame.ts';
import type { Run } from './run.ts';

/** Where a call comes from. `attempt` numbers the plans of a write step, so that a second plan is other work than the first. */
export function originOf(run: Run, step: Step, frame: Frame, attempt: number | null = null): CallOrigin {
  const { input } = run;
  const work = `${input.execution_id}/${step.id}/${frame.iteration}`;
  return {
    tenant_id: input.tenant_id,
    execution_id: input.execution_id,
    playbook_id: input.plan.playbook_id,
    step_id: step.id,
    line: step.line,
    iteration: frame.iteration,
    mode: input.mode,
    requested_by: input.requested_by,
    campaign_id: campaignOf(input),
    idempotency_key: attempt === null ? work : `${work}/${attempt}`,
  };
}

/** An answer with the output in its own shape. */
type Answered<Output> = Pick<ActionAnswer, 'messages'> & { readonly output: Output };

/**
 * Calls the activity that carries the action's own id, with the time-outs and retries that the compiler resolved.
 * The envelope behind it has checked the answer against the action's definition; `Output` is that checked shape.
 */
export async function callAction<Output>(run: Run, step: ActionStep, call: ActionCall): Promise<Output> {
  const done = run.progress.working(step, call.phase === 'run' ? step.summary : `${call.phase} · ${step.summary}`);
  try {
    const answer = await run.journey.during('short', () =>
      scheduleActivity<Answered<Output>>(step.action_id, [call], optionsOf(run, step, call.phase)),
    );
    run.standing.heard(answer.messages ?? []);
    return answer.output;
  } finally {
    done();
  }
}

/** Opens an approval; idempotent by its id. */
export async function openApproval(run: Run, step: Step, call: OpenApprovalCall): Promise<OpenApprovalAnswer> {
  return scheduleActivity<OpenApprovalAnswer>(journalActivities.openApproval, [call], bookkeeping(run, step, 'ask'));
}

/** Opens a child execution; idempotent by the step's idempotency key. */
export async function openChild(run: Run, step: Step, call: OpenChildCall): Promise<OpenChildAnswer> {
  return scheduleActivity<OpenChildAnswer>(journalActivities.openChild, [call], bookkeeping(run, step, 'open'));
}

/** Writes down how an approval stands; idempotent by id and status. */
export async function settleApproval(run: Run, step: Step, call: SettleApprovalCall): Promise<void> {
  await scheduleActivity(journalActivities.settleApproval, [call], {
    ...bookkeeping(run, step, call.status),
    priority: { priorityKey: priorityKeys.decided },
  });
}

function optionsOf(run: Run, step: ActionStep, phase: ActionCall['phase']): ActivityOptions {
  const { retry } = step;
  return {
    startToCloseTimeout: step.timeout_seconds * 1000,
    ...(step.heartbeat_seconds === null ? {} : { heartbeatTimeout: step.heartbeat_seconds * 1000 }),
    retry: {
      maximumAttempts: retry.max_attempts,
      initialInterval: retry.initial_interval_seconds * 1000,
      backoffCoefficient: retry.backoff_coefficient,
      maximumInterval: retry.max_interval_seconds * 1000,
      nonRetryableErrorTypes: [...retry.non_retryable],
    },
    summary: run.progress.summary(step),
    ...(phase === 'apply' ? { priority: { priorityKey: priorityKeys.decided } } : {}),
  };
}

/** The journal is our own database: it is tried until it answers, and only what cannot be right ends the try. */
function bookkeeping(run: Run, step: Step, what: string): ActivityOptions {
  return {
    startToCloseTimeout: 15_000,
    retry: { initialInterval: 200, backoffCoefficient: 2, maximumInterval: 10_000 },
    summary: `${run.progress.summary(step)} · ${what}`,
  };
}
