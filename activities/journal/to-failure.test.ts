import { ApplicationFailure, CancelledFailure } from '@temporalio/common';
import { describe, expect, it } from 'vitest';
import { CodedError, describeError } from '../../contracts/errors/index.ts';
import { recordedError, toFailure } from './to-failure.ts';

describe('an error as it is recorded', () => {
  it('says what a coded one says, without its secrets', () => {
    const details = { entity_id: '1', access_token: 'hush' };
    const error = recordedError(new CodedError('PLATFORM_UNAVAILABLE', 'GET /x?access_token=hush failed', details, 7));
    expect(error).toMatchObject({ code: 'PLATFORM_UNAVAILABLE', retryable: true, retry_after_seconds: 7 });
    expect(error.details).toMatchObject({ entity_id: '1' });
    expect(JSON.stringify(error)).not.toContain('hush');
  });

  it.each([new Error('password=hush at line 5'), new TypeError('x is not a function'), 'a text', null, undefined])(
    'says of an unexpected one only that something went wrong: %s',
    (thrown) => {
      expect(recordedError(thrown)).toEqual({
        ...{ code: 'INTERNAL', message: `${describeError('INTERNAL').title}.`, details: {} },
        ...{ retryable: describeError('INTERNAL').retryable, retry_after_seconds: null },
      });
    },
  );

  it('is cancelled when the step was, and then never tried again', () => {
    expect(recordedError(new CancelledFailure('stop'))).toMatchObject({
      code: 'EXECUTION_CANCELLED',
      retryable: false,
    });
  });
});

describe('the failure that Temporal keeps', () => {
  const failureOf = (error: unknown) => toFailure(recordedError(error));

  it('has the code as its type, the details, and no stack', () => {
    const failure = failureOf(new CodedError('PLATFORM_REFUSED', 'The platform said no.', { entity_id: '1' }));
    expect(failure).toBeInstanceOf(ApplicationFailure);
    expect(failure).toMatchObject({ type: 'PLATFORM_REFUSED', message: 'The platform said no.', stack: '' });
    expect(failure.details).toEqual([{ entity_id: '1' }]);
  });

  it.each(['PLATFORM_UNAVAILABLE', 'PLATFORM_REFUSED', 'INTERNAL'] as const)(
    'is tried again as the closed list says: %s',
    (code) => {
      expect(failureOf(new CodedError(code, 'x')).nonRetryable).toBe(!describeError(code).retryable);
    },
  );

  it('waits as long as the other side asked for, and else as the plan says', () => {
    expect(failureOf(new CodedError('PLATFORM_UNAVAILABLE', 'x', {}, 30)).nextRetryDelay).toBe(30_000);
    expect(failureOf(new CodedError('PLATFORM_UNAVAILABLE', 'x')).nextRetryDelay ?? null).toBeNull();
  });
});
