import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { temporalAddress } from '../../tests/harness/temporal.ts';
import { createRehearsalHandlers, openStage } from '../../tests/rehearsal/actions.ts';
import { openTheatre, type Theatre } from '../../tests/rehearsal/open-theatre.ts';
import { action, literal, plan } from '../../tests/rehearsal/plans.ts';
import { readRecords } from '../../tests/rehearsal/records.ts';
import { createEnvelope } from './envelope.ts';

let theatre: Theatre;
beforeAll(async () => {
  theatre = await openTheatre({ address: temporalAddress() });
});
afterAll(() => theatre.close());
beforeEach(() => {
  theatre.stage.calls.length = 0;
  theatre.warnings.length = 0;
});

const failing = (code: string, times = 1_000) =>
  action('risky', 'fail', { params: { code: literal(code), times: literal(times) }, output: 'risky' });
const play = async (step: Parameters<typeof plan>[0][number]) => {
  const performance = await theatre.start(plan([step]));
  const error: unknown = await performance.handle.result().then(
    () => null,
    (reason) => reason,
  );
  const records = await readRecords(theatre, performance);
  const history = JSON.stringify(await performance.handle.fetchHistory().then(({ events }) => events?.map(textOf)));
  return {
    performance,
    records,
    error,
    history,
    attempts: records.attempts.filter((each) => each.step_run_id === records.steps[0]?.step_run_id),
  };
};

/** Payloads as text, so that one can look for a secret anywhere in an event. */
const textOf = (event: unknown) =>
  JSON.stringify(event, (_key, value) => {
    if (value instanceof Uint8Array) return Buffer.from(value).toString('utf8');
    return typeof value === 'bigint' ? String(value) : value;
  });

describe('every call of an action', () => {
  it('leaves each attempt with its error, and the step as it ended', async () => {
    const { records, error, attempts } = await play(failing('PLATFORM_UNAVAILABLE', 2));
    expect(error).toBeNull();
    expect(attempts.map(({ attempt, error_code }) => [attempt, error_code])).toEqual([
      [1, 'PLATFORM_UNAVAILABLE'],
      [2, 'PLATFORM_UNAVAILABLE'],
      [3, null],
    ]);
    expect(records.steps).toMatchObject([
      { status: 'completed', attempts: 3, output: 'went well', error_code: null, line: 1 },
    ]);
    expect(records.events.filter((event) => event.type.startsWith('step.')).map((event) => event.type)).toEqual([
      'step.started',
      'step.completed',
    ]);
  });

  it('is tried again only as often as the plan says', async () => {
    const { records, attempts, error } = await play(failing('PLATFORM_UNAVAILABLE'));
    expect(error).toMatchObject({ cause: { cause: { type: 'PLATFORM_UNAVAILABLE' } } });
    expect(attempts).toHaveLength(3);
    expect(records.steps).toMatchObject([{ status: 'failed', error_code: 'PLATFORM_UNAVAILABLE' }]);
    expect(records.execution).toMatchObject({ status: 'failed', error_code: 'PLATFORM_UNAVAILABLE' });
  });

  it('is not tried again when the closed list says that it is no use', async () => {
    expect((await play(failing('PLATFORM_REFUSED'))).attempts).toHaveLength(1);
  });

  it('is not tried again when the plan says so for this step', async () => {
    const step = failing('PLATFORM_UNAVAILABLE');
    const { attempts, records } = await play({
      ...step,
      retry: { ...step.retry, non_retryable: ['PLATFORM_UNAVAILABLE'] },
    });
    expect(attempts).toHaveLength(1);
    expect(records.steps).toMatchObject([{ status: 'failed' }]);
  });

  it('refuses parameters that the action does not know how to read', async () => {
    const { error } = await play(action('bad', 'fail', { params: { code: literal(5) } }));
    expect(error).toMatchObject({ cause: { cause: { type: 'ACTION_PARAMS_INVALID' } } });
    expect(theatre.stage.calls).toEqual([]);
  });

  it.each([
    ['wrong_type', 'ACTION_OUTPUT_INVALID'],
    ['nan', 'ACTION_OUTPUT_INVALID'],
    ['nul', 'ACTION_OUTPUT_INVALID'],
    ['deep', 'ACTION_OUTPUT_INVALID'],
    ['huge', 'PAYLOAD_TOO_LARGE'],
  ])('fails at once when the handler gives something poisonous: %s', async (kind, code) => {
    const { error, attempts } = await play(action('odd', 'odd', { params: { kind: literal(kind) } }));
    expect(error).toMatchObject({ cause: { cause: { type: code, nonRetryable: true } } });
    expect(attempts.map((each) => each.error_code)).toEqual([code]);
  });

  it.each(['PLATFORM_REFUSED', 'not a code'])('lets no secret and no stack out of the worker: %s', async (code) => {
    const { history, records, attempts } = await play({ ...failing(code), output: null });
    const everything = `${history}${JSON.stringify([records, attempts])}${theatre.warnings.join()}`;
    for (const secret of ['abc123', 'xyz', 'hunter2']) expect(everything).not.toContain(secret);
    expect(everything).not.toContain('actions.ts:');
    expect(attempts.at(-1)?.error_code).toBe(code === 'not a code' ? 'INTERNAL' : code);
  });

  it('stays alive by itself while the handler is busy, and ends soon after it is cancelled', async () => {
    const performance = await theatre.start(plan([action('work', 'linger', { heartbeat_seconds: 1 })]));
    while (theatre.stage.calls.length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    await performance.handle.cancel();
    await expect(performance.handle.result()).rejects.toThrow(/cancelled/i);
    const { steps } = await readRecords(theatre, performance);
    expect(steps).toMatchObject([{ status: 'failed', error_code: 'EXECUTION_CANCELLED' }]);
  });
});

it('two handlers cannot share a name', () => {
  const handlers = createRehearsalHandlers(openStage());
  const parts = { database: theatre.database.app, log: theatre.log };
  expect(() => createEnvelope({ ...parts, handlers: [...handlers, ...handlers] })).toThrow(TypeError);
});
