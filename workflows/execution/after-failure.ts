import { CancellationScope } from '@temporalio/workflow';
import { compensateFor } from './compensate.ts';
import { caughtError, describeFailure, failure, isEnding, isStepFailure, statusAfter } from './failures.ts';
import { type Frame, withLocal } from './frame.ts';
import type { Run } from './run.ts';

/**
 * What is left to do when a failure has come through to the end: undo what was applied, where the failed step asks for it,
 * then the playbook's `on_failure`, when the execution ends as failed and not by an answer of people. Gives the failure to
 * end with, which is the one it got, or COMPENSATION_FAILED about it. A failure in `on_failure` is shown at its step.
 */
export async function afterFailure(first: unknown, frame: Frame, run: Run): Promise<unknown> {
  const error = await compensated(first, frame, run);
  const { on_failure } = run.input.plan;
  if (statusAfter(describeFailure(error).code) !== 'failed' || on_failure === undefined || on_failure.length === 0) {
    return error;
  }
  const inner = withLocal(frame, { error: caughtError(error) });
  const sheltered = () => CancellationScope.nonCancellable(() => run.walk(on_failure, inner));
  try {
    await run.journey.during('long', sheltered);
  } catch (second) {
    if (!isEnding(second)) throw second;
  }
  return error;
}

async function compensated(first: unknown, frame: Frame, run: Run): Promise<unknown> {
  try {
    await compensateFor(first, frame, run);
    return first;
  } catch (second) {
    if (!isStepFailure(second)) throw second;
    const { message, details } = describeFailure(second);
    return failure('COMPENSATION_FAILED', message, { ...details, error: caughtError(first) });
  }
}
