import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { temporalAddress } from '../../tests/harness/temporal.ts';
import { openTheatre, type Performance, type Theatre } from '../../tests/rehearsal/open-theatre.ts';
import { action, attempt, computed, literal, plan } from '../../tests/rehearsal/plans.ts';
import { readRecords } from '../../tests/rehearsal/records.ts';

let theatre: Theatre;
beforeAll(async () => {
  theatre = await openTheatre({ address: temporalAddress() });
});
afterAll(() => theatre.close());
beforeEach(() => {
  theatre.stage.calls.length = 0;
});

const { retry } = action('x', 'fail');
const failing = (more: Partial<typeof retry>, code = 'PLATFORM_UNAVAILABLE') =>
  action('f', 'fail', { params: { code: literal(code) }, retry: { ...retry, ...more } });
const scheduled = async ({ handle }: Performance) => {
  const { events } = await handle.fetchHistory();
  return events?.find((event) => event.activityTaskScheduledEventAttributes)?.activityTaskScheduledEventAttributes;
};

describe('the retries of a step', () => {
  it('reach the server as the plan has them: attempts, first wait, growth, longest wait and codes', async () => {
    const wanted = {
      ...{ max_attempts: 2, initial_interval_seconds: 0.01, backoff_coefficient: 3, max_interval_seconds: 0.02 },
      non_retryable: ['PLATFORM_REFUSED', 'PLATFORM_DRIFT'] as const,
    };
    const performance = await theatre.start(plan([failing(wanted)]));
    await expect(performance.handle.result()).rejects.toThrow();
    expect(theatre.stage.calls).toEqual(['fail f', 'fail f']);
    expect((await scheduled(performance))?.retryPolicy).toMatchObject({
      maximumAttempts: 2,
      backoffCoefficient: 3,
      initialInterval: { nanos: 10_000_000 },
      maximumInterval: { nanos: 20_000_000 },
      nonRetryableErrorTypes: ['PLATFORM_REFUSED', 'PLATFORM_DRIFT'],
    });
  });

  it('end at once with a code that the playbook does not want tried again', async () => {
    const performance = await theatre.start(
      plan([failing({ max_attempts: 5, non_retryable: ['PLATFORM_UNAVAILABLE'] })]),
    );
    await expect(performance.handle.result()).rejects.toMatchObject({
      cause: { cause: { type: 'PLATFORM_UNAVAILABLE' } },
    });
    expect(theatre.stage.calls).toEqual(['fail f']);
  });

  it('end at once with a code that is never worth another try', async () => {
    const performance = await theatre.start(plan([failing({ max_attempts: 5 }, 'PLATFORM_REFUSED')]));
    await expect(performance.handle.result()).rejects.toThrow();
    expect(theatre.stage.calls).toEqual(['fail f']);
  });
});

describe('a step that does not answer in time', () => {
  const slow = action('slow', 'linger', {
    timeout_seconds: 0.3,
    heartbeat_seconds: 5,
    retry: { ...retry, max_attempts: 1 },
  });

  it('fails with a code of its own, which a catch can ask for', async () => {
    const why = action('why', 'echo', { params: { value: computed('error.code') }, output: 'why' });
    const performance = await theatre.start(plan([attempt('t', [slow], [why])]));
    expect(await performance.handle.result()).toMatchObject({ outputs: { why: 'ACTIVITY_TIMED_OUT' } });
  });

  it('ends the execution with that code', async () => {
    const performance = await theatre.start(plan([slow]));
    await expect(performance.handle.result()).rejects.toThrow();
    const { execution } = await readRecords(theatre, performance);
    expect(execution).toMatchObject({ status: 'failed', error_code: 'ACTIVITY_TIMED_OUT' });
  });
});
