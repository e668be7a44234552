import {
  ActivityFailure,
  ApplicationFailure,
  ContinueAsNew,
  isCancellation,
  TemporalFailure,
  TimeoutFailure,
} from '@temporalio/workflow';
import type { JsonObject, JsonValue } from '../../contracts/canonical-json.ts';
import { CodedError, type ErrorCode } from '../../contracts/errors/index.ts';
import type { ExecutionResult } from '../../contracts/execution.ts';
import type { FailureReport } from './read-model-sinks.ts';

/** Thrown by a `stop` step to leave every loop and branch at once; never a failure of a step. */
export class ExecutionStopped extends Error {
  readonly status: 'completed' | 'failed' | 'cancelled';
  readonly result: JsonValue;

  constructor(status: 'completed' | 'failed' | 'cancelled', result: JsonValue) {
    super(`The playbook stopped itself: ${status}`);
    this.name = 'ExecutionStopped';
    this.status = status;
    this.result = result;
  }
}

/** A failure with a code of the closed list; Temporal shows the code as the failure's type. Never retried. */
export function failure(code: ErrorCode, message: string, details: JsonObject = {}): ApplicationFailure {
  return ApplicationFailure.create({ type: code, message, nonRetryable: true, details: [details] });
}

/**
 * Makes an error of a pure part fail the workflow instead of its task. Anything that is neither coded nor Temporal's own
 * is a fault of the interpreter: it stays as it is, so that Temporal retries the task until a mended worker comes.
 */
export function asFailure(error: unknown, place: JsonObject): unknown {
  return error instanceof CodedError
    ? failure(error.code, error.message, { ...jsonOf(error.details), ...place })
    : error;
}

/** Whether an error steers the execution rather than telling of a failed step; `on_error` must let it through. */
export function isSteering(error: unknown): boolean {
  return error instanceof ExecutionStopped || error instanceof ContinueAsNew || isCancellation(error);
}

/**
 * Whether a step failed in a way that `on_error: continue` may pass over. A fault of the interpreter is none, nor is the end
 * of the fuel: a loop that catches what its steps throw would go on for ever.
 */
export function isStepFailure(error: unknown): boolean {
  if (error instanceof ApplicationFailure && error.type === 'EXECUTION_FUEL_EXHAUSTED') return false;
  return !isSteering(error) && (error instanceof TemporalFailure || error instanceof CodedError);
}

/** Whether an error is how an execution ends; a move to a new history and a fault of the interpreter are not. */
export function isEnding(error: unknown): boolean {
  return error instanceof ExecutionStopped || (error instanceof TemporalFailure && !(error instanceof ContinueAsNew));
}

/** Notes on a failure which step it came from, unless a step further in has done so. */
export function noteStep(error: unknown, step_id: string): void {
  if (isNotable(error) && Reflect.get(error, 'step_id') === undefined) Reflect.set(error, 'step_id', step_id);
}

/** Notes on a failure that what the execution applied is to be undone before it goes on, and reads the note. */
export function askCompensation(error: unknown): void {
  if (isNotable(error)) Reflect.set(error, 'asks_compensation', true);
}

/** Takes the note off again; gives whether it was there. */
export function takeCompensation(error: unknown): boolean {
  if (!isNotable(error) || Reflect.get(error, 'asks_compensation') !== true) return false;
  return Reflect.deleteProperty(error, 'asks_compensation');
}

/** A failure as `catch` and `on_failure` see it: {code, message, step_id, details}. */
export function caughtError(error: unknown): JsonObject {
  const { code, message, details } = describeFailure(error);
  const step_id: unknown = isNotable(error) ? Reflect.get(error, 'step_id') : null;
  return { code, message, details, step_id: typeof step_id === 'string' ? step_id : null };
}

/** How the SDK’s worker calls an activity that it does not have; its message lists all those that it has. */
const unregistered = 'NotFoundError';

/** Code, sentence and details of a failure, found at the root of Temporal's wrapping. */
export function describeFailure(error: unknown): FailureReport {
  const root = error instanceof ActivityFailure ? error.cause : error;
  if (root instanceof ApplicationFailure) {
    if (error instanceof ActivityFailure && root.type === unregistered) {
      const { activityType } = error;
      return {
        code: 'ACTION_UNKNOWN',
        message: `No worker knows ${activityType}.`,
        details: { action_id: activityType },
      };
    }
    const [details] = root.details ?? [];
    return { code: root.type ?? 'INTERNAL', message: root.message, details: jsonOf(details) };
  }
  if (isCancellation(error))
    return { code: 'EXECUTION_CANCELLED', message: 'The execution was cancelled.', details: {} };
  if (root instanceof TimeoutFailure && error instanceof ActivityFailure) {
    const message = `${error.activityType} did not answer in time.`;
    return { code: 'ACTIVITY_TIMED_OUT', message, details: { timeout_type: String(root.timeoutType) } };
  }
  return { code: 'INTERNAL', message: 'Something went wrong on our side.', details: {} };
}

/** The status with which an execution ends because of a failure; approvals end it in words of their own. */
export function statusAfter(code: string): ExecutionResult['status'] {
  if (code === 'APPROVAL_REJECTED') return 'rejected';
  if (code === 'APPROVAL_EXPIRED') return 'expired';
  if (code === 'EXECUTION_CANCELLED') return 'cancelled';
  return 'failed';
}

function isNotable(error: unknown): error is object {
  return typeof error === 'object' && error !== null;
}

function jsonOf(details: unknown): JsonObject {
  return typeof details === 'object' && details !== null ? JSON.parse(JSON.stringify(details)) : {};
}
