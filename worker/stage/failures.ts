import type { Command, Job } from './isolate.ts';
import { jsonOf, payloadOf } from './payloads.ts';
import type { Ending, StageAnswer } from './script.ts';

/** A failure of the wire. */
export type Failure = NonNullable<NonNullable<Command['failWorkflowExecution']>['failure']>;
type Resolution = NonNullable<NonNullable<Job['resolveActivity']>['result']>;

/** How an activity that failed for good looks to its workflow. */
export function failedActivity(activity_type: string, cause: Failure): Resolution {
  return { failed: { failure: { message: 'Activity task failed', cause, activityFailureInfo: about(activity_type) } } };
}

/** How an activity looks to the workflow that cancelled it. */
export function cancelledActivity(activity_type: string): Resolution {
  const cause: Failure = { message: 'Activity cancelled', canceledFailureInfo: {} };
  return {
    cancelled: { failure: { message: 'Activity cancelled', cause, activityFailureInfo: about(activity_type) } },
  };
}

/** The failure that a worker reports for an attempt. */
export function applicationFailure(answer: Extract<StageAnswer, { kind: 'failure' }>): Failure {
  return {
    message: answer.message,
    applicationFailureInfo: {
      type: answer.code,
      nonRetryable: !answer.retryable,
      details: { payloads: [payloadOf(answer.details ?? {})] },
    },
  };
}

/** The failure that the server reports for an attempt that did not answer. 1 is START_TO_CLOSE of the protocol. */
export function timeoutFailure(): Failure {
  return { message: 'activity StartToClose timeout', timeoutFailureInfo: { timeoutType: 1 } };
}

/** How the end of a child looks to its parent. */
export function childResult(
  ending: Ending,
  failure: Failure | null,
  child: { readonly workflow_id: string; readonly workflow_type: string },
): NonNullable<NonNullable<Job['resolveChildWorkflowExecution']>['result']> {
  if (ending.kind === 'returned') return { completed: { result: payloadOf(ending.value) } };
  const childWorkflowExecutionFailureInfo = {
    namespace: 'stage',
    workflowExecution: { workflowId: child.workflow_id },
    workflowType: { name: child.workflow_type },
  };
  const wrapped = (cause: Failure, message: string): Failure => ({ message, cause, childWorkflowExecutionFailureInfo });
  if (ending.kind === 'cancelled') {
    const cause: Failure = { message: 'Workflow execution cancelled', canceledFailureInfo: {} };
    return { cancelled: { failure: wrapped(cause, 'Child Workflow execution cancelled') } };
  }
  const cause = failure ?? { message: 'workflow timeout', timeoutFailureInfo: { timeoutType: 1 } };
  return { failed: { failure: wrapped(cause, 'Child Workflow execution failed') } };
}

/** The code, sentence and details at the root of a failure. */
export function rootOf(failure: Failure | null | undefined): Extract<Ending, { kind: 'failed' }> {
  const cause = failure?.cause;
  if (cause !== null && cause !== undefined && failure?.applicationFailureInfo == null) return rootOf(cause);
  const [details] = failure?.applicationFailureInfo?.details?.payloads ?? [];
  const code = failure?.applicationFailureInfo?.type ?? 'INTERNAL';
  return { kind: 'failed', code, message: failure?.message ?? '', details: jsonOf(details) };
}

function about(activity_type: string): NonNullable<Failure['activityFailureInfo']> {
  return { activityType: { name: activity_type }, activityId: activity_type, identity: 'stage' };
}
