import {
  ActivityFailure,
  ApplicationFailure,
  CancelledFailure,
  RetryState,
  TerminatedFailure,
  TimeoutFailure,
  TimeoutType,
} from '@temporalio/common';
import { ContinueAsNew } from '@temporalio/workflow';
import { describe, expect, it } from 'vitest';
import { CodedError } from '../../contracts/errors/index.ts';
import {
  asFailure,
  askCompensation,
  caughtError,
  describeFailure,
  ExecutionStopped,
  failure,
  isEnding,
  isSteering,
  isStepFailure,
  noteStep,
  statusAfter,
  takeCompensation,
} from './failures.ts';

const activity = (cause: Error) =>
  new ActivityFailure('Activity failed', 'Agent.act', '1', RetryState.NON_RETRYABLE_FAILURE, 'worker', cause);
const late = new TimeoutFailure('late', undefined, TimeoutType.START_TO_CLOSE);
const stopped = new ExecutionStopped('cancelled', { why: 'enough' });

describe('a failure of the interpreter’s making', () => {
  it('carries its code as type, is never retried, and its details are plain data', () => {
    expect(failure('APPROVAL_EXPIRED', 'Too late.', { step_id: 'a' })).toMatchObject({
      ...{ type: 'APPROVAL_EXPIRED', nonRetryable: true, message: 'Too late.', details: [{ step_id: 'a' }] },
    });
  });

  it('is made of a coded error together with its place; the place has the last word', () => {
    const coded = new CodedError('EXPRESSION_FAILED', 'No.', { line: 1, at: new Date(0), lost: undefined });
    expect(asFailure(coded, { line: 9 })).toMatchObject({
      ...{ type: 'EXPRESSION_FAILED', details: [{ line: 9, at: '1970-01-01T00:00:00.000Z' }] },
    });
  });

  it('is not made of a fault of the interpreter: that stays, so that a mended worker may go on', () => {
    const fault = new TypeError('undefined is not a function');
    expect(asFailure(fault, {})).toBe(fault);
    expect(asFailure(late, {})).toBe(late);
    expect(asFailure('odd', {})).toBe('odd');
  });
});

describe('what on_error may pass over', () => {
  it.each([
    ['a coded error', new CodedError('EXPRESSION_FAILED', 'No.'), true, false],
    ['a failed activity', activity(failure('PLATFORM_REFUSED', 'No.')), true, false],
    ['a time-out', activity(late), true, false],
    ['a rejected approval', failure('APPROVAL_REJECTED', 'No.'), true, false],
    ['a stop', stopped, false, true],
    ['a cancellation', new CancelledFailure('cancelled'), false, true],
    ['a cancelled activity', activity(new CancelledFailure('cancelled')), false, true],
    ['a fault of the interpreter', new TypeError('x'), false, false],
    ['a text', 'x', false, false],
  ])('%s: step failure %s … steering', (_, error, stepFailure, steering) => {
    expect([isStepFailure(error), isSteering(error)]).toEqual([stepFailure, steering]);
  });
});

describe('a failure in words', () => {
  it('is the one at the root of an activity’s wrapping', () => {
    const root = ApplicationFailure.create({ type: 'PLATFORM_REFUSED', message: 'Meta: no.', details: [{ a: 1 }] });
    const expected = { code: 'PLATFORM_REFUSED', message: 'Meta: no.', details: { a: 1 } };
    expect(describeFailure(activity(root))).toEqual(expected);
    expect(describeFailure(root)).toEqual(expected);
  });

  it.each([
    ['no details', undefined],
    ['a text as details', ['text']],
    ['null as details', [null]],
  ])('with %s has empty ones', (_, details) => {
    const root = ApplicationFailure.create({ type: 'X', message: 'm', ...(details ? { details } : {}) });
    expect(describeFailure(root).details).toEqual({});
  });

  it('without a code is INTERNAL, and an unknown fault tells nobody what it said', () => {
    expect(describeFailure(ApplicationFailure.create({ message: 'm' }))).toMatchObject({ message: 'm' });
    for (const odd of [new TypeError('secret words'), new TerminatedFailure('secret words'), 'secret words', null]) {
      expect(describeFailure(odd)).toEqual({
        ...{ code: 'INTERNAL', message: 'Something went wrong on our side.', details: {} },
      });
    }
  });

  it('of a time-out names the action, and of a cancellation says so', () => {
    expect(describeFailure(activity(late))).toEqual({
      ...{ code: 'ACTIVITY_TIMED_OUT', message: 'Agent.act did not answer in time.' },
      details: { timeout_type: 'START_TO_CLOSE' },
    });
    for (const cancelled of [new CancelledFailure('x'), activity(new CancelledFailure('x'))])
      expect(describeFailure(cancelled).code).toBe('EXECUTION_CANCELLED');
  });
});

describe('the status after a failure', () => {
  it.each([
    ['APPROVAL_REJECTED', 'rejected'],
    ['APPROVAL_EXPIRED', 'expired'],
    ['EXECUTION_CANCELLED', 'cancelled'],
    ['PLATFORM_REFUSED', 'failed'],
    ['', 'failed'],
  ])('%s is %s', (code, status) => {
    expect(statusAfter(code)).toBe(status);
  });
});

describe('a stop', () => {
  it('keeps its status and result', () => {
    expect(stopped).toMatchObject({ status: 'cancelled', result: { why: 'enough' }, name: 'ExecutionStopped' });
  });
});

describe('notes on a failure', () => {
  it('say which step it came from, the one furthest in', () => {
    const error = failure('PLATFORM_REFUSED', 'No.', { row: 7 });
    noteStep(error, 'inner');
    noteStep(error, 'outer');
    expect(caughtError(error)).toEqual({
      ...{ code: 'PLATFORM_REFUSED', message: 'No.', details: { row: 7 }, step_id: 'inner' },
    });
    expect(caughtError(failure('PLATFORM_REFUSED', 'No.'))).toMatchObject({ step_id: null });
  });

  it('ask for a compensation once', () => {
    const error = failure('PLATFORM_REFUSED', 'No.');
    expect(takeCompensation(error)).toBe(false);
    askCompensation(error);
    expect([takeCompensation(error), takeCompensation(error), takeCompensation(null)]).toEqual([true, false, false]);
  });
});

it('a move to a new history and a fault of the interpreter are no ending; failures, stops and cancellations are', () => {
  const moved = new ContinueAsNew({ workflowType: 'w', taskQueue: 'q' });
  expect([moved, new TypeError('fault'), null].map(isEnding)).toEqual([false, false, false]);
  const endings = [
    failure('PLATFORM_REFUSED', 'No.'),
    new ExecutionStopped('completed', null),
    new CancelledFailure('c'),
  ];
  expect(endings.map(isEnding)).toEqual([true, true, true]);
});

it('an action that no worker has is told by its code, without the list of all that there is', () => {
  const cause = ApplicationFailure.create({
    type: 'NotFoundError',
    message: 'not registered, available: ["Secret.one"]',
  });
  const missing = new ActivityFailure('failed', 'GoneAgent.act', 'a1', 'NON_RETRYABLE_FAILURE', 'me', cause);
  expect(describeFailure(missing)).toEqual({
    ...{ code: 'ACTION_UNKNOWN', message: 'No worker knows GoneAgent.act.', details: { action_id: 'GoneAgent.act' } },
  });
});
