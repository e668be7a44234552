import { ApplicationFailure, CancelledFailure } from '@temporalio/common';
import type { JsonObject } from '../../contracts/canonical-json.ts';
import { CodedError, describeError, type ErrorCode } from '../../contracts/errors/index.ts';
import { scrubbed, scrubbedDetails } from '../../contracts/scrub.ts';

/** What goes into the records of an attempt and, the same, into Temporal's history. */
export type RecordedError = {
  readonly code: ErrorCode;
  readonly message: string;
  readonly details: JsonObject;
  readonly retryable: boolean;
  readonly retry_after_seconds: number | null;
};

/**
 * The public face of an error. A coded one says what it says, without anything that looks like a secret; an unexpected
 * one says only that something went wrong, because its words may come from anywhere.
 */
export function recordedError(error: unknown): RecordedError {
  if (error instanceof CancelledFailure) {
    const message = 'The step was cancelled.';
    return { code: 'EXECUTION_CANCELLED', message, details: {}, retryable: false, retry_after_seconds: null };
  }
  if (!(error instanceof CodedError)) {
    const { title, retryable } = describeError('INTERNAL');
    return { code: 'INTERNAL', message: `${title}.`, details: {}, retryable, retry_after_seconds: null };
  }
  return {
    code: error.code,
    message: scrubbed(error.message),
    details: scrubbedDetails(error.details),
    retryable: describeError(error.code).retryable,
    retry_after_seconds: error.retryAfterSeconds,
  };
}

/** The Temporal failure of a recorded error: its type is the code, its retry follows the closed list, it has no stack. */
export function toFailure(error: RecordedError): ApplicationFailure {
  const failure = ApplicationFailure.create({
    type: error.code,
    message: error.message,
    details: [error.details],
    nonRetryable: !error.retryable,
    ...(error.retry_after_seconds === null ? {} : { nextRetryDelay: error.retry_after_seconds * 1000 }),
  });
  failure.stack = '';
  return failure;
}
