import {
  CancellationScope,
  executeChild,
  isCancellation,
  ParentClosePolicy,
  TemporalFailure,
  workflowInfo,
} from '@temporalio/workflow';
import type { OpenChildAnswer } from '../../contracts/activity-envelope.ts';
import type { JsonObject, JsonValue } from '../../contracts/canonical-json.ts';
import type { ExecutionResult } from '../../contracts/execution.ts';
import type { PlaybookStep } from '../../contracts/plan/index.ts';
import { openChild, originOf } from '../execution/call-action.ts';
import { describeFailure, failure } from '../execution/failures.ts';
import { type Frame, filledMap } from '../execution/frame.ts';
import type { Run } from '../execution/run.ts';
import { mostPlaybookDepth, publicUrlOf, startOptions } from '../messages.ts';

type Reason = { readonly status: string; readonly code: string | null; readonly message: string };

/**
 * A child execution of another playbook: opened by the journal, run as a child workflow of its own, awaited. Cancelling
 * this execution cancels the child, and the child is waited for. Gives {execution_id, status, result, outputs}. Throws
 * PLAYBOOK_DEPTH_EXCEEDED, whatever opening it throws, and CHILD_EXECUTION_FAILED when it ends otherwise than completed.
 */
export async function runChild(step: PlaybookStep, frame: Frame, run: Run): Promise<JsonValue> {
  await run.journey.rest();
  const { input, journey, progress } = run;
  const depth = (input.parent?.depth ?? 0) + 1;
  if (depth > mostPlaybookDepth) throw tooDeep(step, depth, input.execution_id);
  run.fuel.child(step);
  const inputs = filledMap(step.inputs, frame, step.line);
  progress.step(step, frame, 'running', null);
  const done = progress.working(step, `playbook ${step.playbook_id}`);
  try {
    const { playbook_id } = step;
    const { excluded_user_ids } = input;
    const call = { origin: originOf(run, step, frame), playbook_id, inputs, depth, excluded_user_ids };
    const child = await journey.during('short', () => openChild(run, step, call));
    const ending = await journey.during('long', () => childEnding(step, child));
    const output: JsonObject = { execution_id: child.input.execution_id, ...ending };
    progress.step(step, frame, 'completed', output);
    return output;
  } finally {
    done();
  }
}

async function childEnding(step: PlaybookStep, child: OpenChildAnswer): Promise<ExecutionResult> {
  const { taskQueue, memo } = workflowInfo();
  const { workflowIdConflictPolicy: _, ...options } = startOptions(child.input, taskQueue, publicUrlOf(memo));
  try {
    const ending: ExecutionResult = await executeChild(child.input.plan.playbook_id, {
      ...options,
      workflowId: child.workflow_id,
      parentClosePolicy: ParentClosePolicy.REQUEST_CANCEL,
    });
    if (ending.status === 'completed') return ending;
    throw unsuccessful(step, child, { status: ending.status, code: null, message: `It ended as ${ending.status}.` });
  } catch (error) {
    // When this execution is being cancelled, the end of the child is only the answer to that.
    if (isCancellation(error) && CancellationScope.current().consideredCancelled) throw error;
    throw asUnsuccessful(step, child, error);
  }
}

function asUnsuccessful(step: PlaybookStep, child: OpenChildAnswer, error: unknown): unknown {
  if (!(error instanceof TemporalFailure) || describeFailure(error).code === 'CHILD_EXECUTION_FAILED') return error;
  if (isCancellation(error)) {
    return unsuccessful(step, child, {
      status: 'cancelled',
      code: 'EXECUTION_CANCELLED',
      message: 'It was cancelled.',
    });
  }
  const { code, message } = describeFailure(error.cause ?? error);
  return unsuccessful(step, child, { status: 'failed', code, message });
}

function unsuccessful(step: PlaybookStep, child: OpenChildAnswer, reason: Reason) {
  const message = `${step.playbook_id} did not complete. ${reason.message}`;
  return failure('CHILD_EXECUTION_FAILED', message, {
    ...{ step_id: step.id, line: step.line, playbook_id: step.playbook_id },
    ...{ execution_id: child.input.execution_id, workflow_id: child.workflow_id },
    ...{ status: reason.status, code: reason.code },
  });
}

function tooDeep(step: PlaybookStep, depth: number, execution_id: string) {
  const message = `Playbooks may start playbooks ${mostPlaybookDepth} levels deep; this would be level ${depth}.`;
  return failure('PLAYBOOK_DEPTH_EXCEEDED', message, { step_id: step.id, line: step.line, depth, execution_id });
}
