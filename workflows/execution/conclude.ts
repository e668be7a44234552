import { ContinueAsNew, isCancellation, TemporalFailure } from '@temporalio/workflow';
import type { JsonObject, JsonValue } from '../../contracts/canonical-json.ts';
import type { ExecutionResult } from '../../contracts/execution.ts';
import { afterFailure } from './after-failure.ts';
import { asFailure, describeFailure, ExecutionStopped, failure, statusAfter } from './failures.ts';
import { type Frame, outputsOf } from './frame.ts';
import type { Run } from './run.ts';

/** The result is one payload of the history; larger outputs are in the records of their steps. */
const mostOutputBytes = 1_000_000;

/**
 * Runs the story, does what is left to do after a failure, and makes the end known. Completed, rejected, expired and stopped executions return; failures and
 * cancellation are thrown on, so that Temporal shows them as what they are. Moving to a new history is no end.
 */
export async function concluded(run: Run, frame: Frame, story: () => Promise<unknown>): Promise<ExecutionResult> {
  const end = (status: ExecutionResult['status'], result: JsonValue, error: unknown = null): ExecutionResult => {
    const ending: ExecutionResult = { status, result, outputs: fitting(outputsOf(frame)) };
    run.progress.finished(ending, error);
    return ending;
  };
  try {
    await story();
    return end('completed', null);
  } catch (thrown) {
    if (thrown instanceof ContinueAsNew) throw thrown;
    if (thrown instanceof ExecutionStopped) {
      if (thrown.status !== 'failed') return end(thrown.status, thrown.result);
      const stopped = failure('EXECUTION_STOPPED', 'The playbook ended itself as failed.', { result: thrown.result });
      await afterFailure(stopped, frame, run);
      end('failed', thrown.result, stopped);
      throw stopped;
    }
    const fault = asFailure(thrown, {});
    // A fault of the interpreter fails the workflow task, which Temporal retries: that is no end either.
    if (!(fault instanceof TemporalFailure)) throw fault;
    const error = isCancellation(fault) ? fault : await afterFailure(fault, frame, run);
    const status = isCancellation(error) ? 'cancelled' : statusAfter(describeFailure(error).code);
    const ending = end(status, null, error);
    if (status === 'failed' || isCancellation(error)) throw error;
    return ending;
  }
}

function fitting(outputs: JsonObject): JsonObject {
  let room = mostOutputBytes;
  const kept = Object.entries(outputs).filter(([, value]) => {
    const bytes = new TextEncoder().encode(JSON.stringify(value)).length;
    if (bytes > room) return false;
    room -= bytes;
    return true;
  });
  return Object.fromEntries(kept);
}
