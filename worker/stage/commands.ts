import { optionalTsToMs, tsToMs } from '@temporalio/common/lib/time.js';
import { scheduleAttempt } from './activities.ts';
import { enter, leave, moveOn } from './casting.ts';
import { cancelledActivity, rootOf } from './failures.ts';
import type { Command } from './isolate.ts';
import { jsonOf } from './payloads.ts';
import { later, type Performer, tellLater, type World } from './performer.ts';

/** Does what a workflow asks of its server. Throws a TypeError for a command that the stage does not know. */
export async function obey(world: World, performer: Performer, command: Command): Promise<void> {
  if (command.startTimer) return startTimer(world, performer, command.startTimer);
  if (command.cancelTimer) return void performer.timers.delete(command.cancelTimer.seq ?? 0);
  if (command.scheduleActivity) {
    performer.activities.set(command.scheduleActivity.seq ?? 0, command.scheduleActivity);
    return scheduleAttempt(world, performer, command.scheduleActivity, 1);
  }
  if (command.requestCancelActivity) return cancelActivity(world, performer, command.requestCancelActivity.seq ?? 0);
  if (command.completeWorkflowExecution) {
    const value = jsonOf(command.completeWorkflowExecution.result);
    return leave(world, performer, { kind: 'returned', value }, null);
  }
  if (command.failWorkflowExecution) {
    const { failure } = command.failWorkflowExecution;
    return leave(world, performer, rootOf(failure), failure ?? null);
  }
  if (command.cancelWorkflowExecution) return leave(world, performer, { kind: 'cancelled' }, null);
  if (command.continueAsNewWorkflowExecution) {
    const { workflowType, arguments: args } = command.continueAsNewWorkflowExecution;
    return moveOn(world, performer, workflowType || performer.workflow_type, args ?? []);
  }
  if (command.startChildWorkflowExecution) return startChild(world, performer, command.startChildWorkflowExecution);
  if (command.cancelChildWorkflowExecution) {
    const child = performer.children.get(command.cancelChildWorkflowExecution.childWorkflowSeq ?? 0);
    if (child) tellLater(world, child.performer, { delay_ms: 0, events: 1, job: () => ({ cancelWorkflow: {} }) });
    return;
  }
  if (command.signalExternalWorkflowExecution) return signal(world, performer, command.signalExternalWorkflowExecution);
  // People find the execution by these and the stage has no people; patches and queries need nothing either.
  if (command.upsertWorkflowSearchAttributes || command.modifyWorkflowProperties) return;
  if (command.setPatchMarker || command.respondToQuery) return;
  throw new TypeError(`The stage does not know the command ${Object.keys(command).join(', ')}.`);
}

function startTimer(world: World, performer: Performer, timer: NonNullable<Command['startTimer']>): void {
  const seq = timer.seq ?? 0;
  performer.timers.add(seq);
  const delay_ms = tsToMs(timer.startToFireTimeout);
  tellLater(world, performer, {
    delay_ms,
    events: 1,
    job: () => (performer.timers.delete(seq) ? { fireTimer: { seq } } : null),
  });
}

/** The core answers for the activity at once, within the same task, as TRY_CANCEL and ABANDON say. */
function cancelActivity(world: World, performer: Performer, seq: number): void {
  const activity = performer.activities.get(seq);
  if (activity === undefined) return;
  performer.activities.delete(seq);
  const result = cancelledActivity(activity.activityType ?? '');
  tellLater(world, performer, { delay_ms: 0, events: 0, job: () => ({ resolveActivity: { seq, result } }) });
}

type StartChild = NonNullable<Command['startChildWorkflowExecution']>;

async function startChild(world: World, performer: Performer, command: StartChild): Promise<void> {
  const seq = command.seq ?? 0;
  const workflow_id = command.workflowId ?? '';
  const workflow_type = command.workflowType ?? '';
  if (world.performers.has(workflow_id)) {
    // 1 is WORKFLOW_ALREADY_EXISTS of the protocol.
    const failed = { workflowId: workflow_id, workflowType: workflow_type, cause: 1 };
    const job = { resolveChildWorkflowExecutionStart: { seq, failed } };
    return tellLater(world, performer, { delay_ms: 0, events: 1, job: () => job });
  }
  const timeout_ms = optionalTsToMs(command.workflowExecutionTimeout) ?? null;
  const parent = { performer, seq };
  const child = await enter(world, { workflow_id, workflow_type, parent, args: command.input ?? [], timeout_ms });
  performer.children.set(seq, { performer: child, close_policy: command.parentClosePolicy ?? 0 });
  const job = { resolveChildWorkflowExecutionStart: { seq, succeeded: { runId: child.run.identity.run_id } } };
  tellLater(world, performer, { delay_ms: 0, events: 1, job: () => job });
}

type SignalExternal = NonNullable<Command['signalExternalWorkflowExecution']>;

function signal(world: World, performer: Performer, command: SignalExternal): void {
  const workflow_id = command.childWorkflowId ?? command.workflowExecution?.workflowId ?? '';
  later(world, 0, () => {
    const to = world.performers.get(workflow_id);
    if (to === undefined || to.ending !== null) return null;
    const told = { signalName: command.signalName ?? '', input: command.args ?? [], identity: 'stage', headers: {} };
    return { to, job: { signalWorkflow: told }, events: 1 };
  });
  const job = { resolveSignalExternalWorkflow: { seq: command.seq ?? 0 } };
  tellLater(world, performer, { delay_ms: 0, events: 1, job: () => job });
}
