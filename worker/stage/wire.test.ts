import {
  ActivityFailure,
  ApplicationFailure,
  ChildWorkflowFailure,
  defaultFailureConverter,
  defaultPayloadConverter,
  TimeoutFailure,
} from '@temporalio/common';
import { msToTs } from '@temporalio/common/lib/time.js';
import { isCancellation } from '@temporalio/workflow';
import { describe, expect, it } from 'vitest';
import {
  applicationFailure,
  cancelledActivity,
  childResult,
  type Failure,
  failedActivity,
  rootOf,
  timeoutFailure,
} from './failures.ts';
import { jsonOf, payloadOf } from './payloads.ts';
import { type ActivityCommand, nextAttemptAfterMs } from './retries.ts';

const refused = {
  kind: 'failure',
  code: 'PLATFORM_REFUSED',
  message: 'No.',
  details: { row: 7 },
  retryable: false,
} as const;
const unavailable = { ...refused, code: 'PLATFORM_UNAVAILABLE', retryable: true } as const;
const errorOf = (failure: Failure | null | undefined): Error =>
  defaultFailureConverter.failureToError(failure ?? {}, defaultPayloadConverter);

describe('failures as the SDK reads them', () => {
  it('of an action: its code is the type, with details, inside the activity’s own', () => {
    const error = errorOf(failedActivity('Agent.act', applicationFailure(refused)).failed?.failure);
    expect(error).toBeInstanceOf(ActivityFailure);
    expect(error.cause).toBeInstanceOf(ApplicationFailure);
    expect(error.cause).toMatchObject({
      type: 'PLATFORM_REFUSED',
      message: 'No.',
      details: [{ row: 7 }],
      nonRetryable: true,
    });
  });

  it('of a call that never answered: a time-out', () => {
    const error = errorOf(failedActivity('Agent.act', timeoutFailure()).failed?.failure);
    expect(error.cause).toBeInstanceOf(TimeoutFailure);
    expect(error.cause).toMatchObject({ timeoutType: 'START_TO_CLOSE' });
  });

  it('of a call that was cancelled: a cancellation', () => {
    expect(isCancellation(errorOf(cancelledActivity('Agent.act').cancelled?.failure))).toBe(true);
  });

  it('of a child: what it failed with, that it was cancelled, or what it gave', () => {
    const child = { workflow_id: 'c', workflow_type: 't' };
    const failed = childResult(
      { kind: 'failed', code: '', message: '', details: null },
      applicationFailure(refused),
      child,
    );
    const error = errorOf(failed.failed?.failure);
    expect(error).toBeInstanceOf(ChildWorkflowFailure);
    expect(error.cause).toMatchObject({ type: 'PLATFORM_REFUSED' });
    expect(isCancellation(errorOf(childResult({ kind: 'cancelled' }, null, child).cancelled?.failure))).toBe(true);
    expect(errorOf(childResult({ kind: 'timed_out' }, null, child).failed?.failure).cause).toBeInstanceOf(
      TimeoutFailure,
    );
    expect(jsonOf(childResult({ kind: 'returned', value: 5 }, null, child).completed?.result)).toBe(5);
  });

  it('are found at the root of whatever wraps them', () => {
    const wrapped = failedActivity('Agent.act', applicationFailure(refused)).failed?.failure;
    expect(rootOf(wrapped)).toEqual({ kind: 'failed', code: 'PLATFORM_REFUSED', message: 'No.', details: { row: 7 } });
    expect(rootOf({ message: 'odd' })).toEqual({ kind: 'failed', code: 'INTERNAL', message: 'odd', details: null });
    expect(rootOf(null)).toMatchObject({ code: 'INTERNAL' });
  });
});

describe('the next try of a call', () => {
  const activity = (maximumAttempts: number): ActivityCommand => ({
    retryPolicy: {
      ...{ maximumAttempts, initialInterval: msToTs(1_000), backoffCoefficient: 3, maximumInterval: msToTs(5_000) },
      nonRetryableErrorTypes: ['PLATFORM_QUOTA'],
    },
  });

  it('comes after a pause that grows to its limit', () => {
    expect([1, 2, 3, 4].map((attempt) => nextAttemptAfterMs(activity(9), attempt, unavailable))).toEqual([
      1_000, 3_000, 5_000, 5_000,
    ]);
  });

  it('does not come after the last, or after a failure that is final', () => {
    expect(nextAttemptAfterMs(activity(3), 2, unavailable)).toBe(3_000);
    expect(nextAttemptAfterMs(activity(3), 3, unavailable)).toBeNull();
    expect(nextAttemptAfterMs(activity(3), 1, refused)).toBeNull();
    expect(nextAttemptAfterMs(activity(3), 1, { ...unavailable, code: 'PLATFORM_QUOTA' })).toBeNull();
    expect(nextAttemptAfterMs(activity(3), 1, null)).toBe(1_000);
  });

  it('comes for ever, and as the server has it, when nothing was said', () => {
    expect(nextAttemptAfterMs({}, 1, unavailable)).toBe(1_000);
    expect(nextAttemptAfterMs({}, 50, unavailable)).toBe(100_000);
  });
});

describe('values on the wire', () => {
  it.each([null, true, 0, 'ä \u{1F600}', [1, [2]], { a: { b: null } }])('%j comes back the same', (value) => {
    expect(jsonOf(payloadOf(value))).toEqual(value);
  });

  it('nothing is null', () => {
    expect(jsonOf(null)).toBeNull();
    expect(jsonOf(undefined)).toBeNull();
  });
});
