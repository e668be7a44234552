import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { defineAction } from '../../../contracts/action.ts';
import { bindRun } from '../../../contracts/action-handler.ts';
import { messageNames, steeringNames } from '../../../workflows/messages.ts';
import { temporalAddress } from '../../harness/temporal.ts';
import { openTheatre, type Performance, type Theatre } from '../../rehearsal/open-theatre.ts';
import { action, gate, literal, plan, waitEvent } from '../../rehearsal/plans.ts';
import { approvalAsked, readRecords } from '../../rehearsal/records.ts';
import { courseOf } from './course.ts';
import { keptMemory } from './kept-memory.ts';
import { harmless, mark, poisons } from './poisons.ts';

const definition = defineAction({
  ...{ agent: 'RehearsalAgent', action: 'poison', effect: 'read', summary: 'gives poison', heartbeat_seconds: null },
  params: z.object({ kind: z.string() }),
  output: z.object({ text: z.string(), number: z.number(), tree: z.unknown() }),
});
const made = { ...poisons, ...harmless };
// What is not what it declares comes from outside the types, as it would from a handler with a fault.
const badly = (kind: string): { text: string; number: number; tree: unknown } => {
  const make: unknown = Reflect.get(made, kind);
  return typeof make === 'function' ? make() : { text: '', number: 0, tree: null };
};
const handlers = [bindRun({ definition, run: async ({ kind }) => badly(kind) })];

let theatre: Theatre;
beforeAll(async () => {
  theatre = await openTheatre({ address: temporalAddress(), handlers });
});
afterAll(() => theatre.close());

const poisoned = (kind: string) => plan([action('bad', 'poison', { params: { kind: literal(kind) }, output: 'bad' })]);
// They have time enough on the slowest machine: it is poison that is tried here, not the machine.
const patient = { timeout_seconds: 120 };
const neighbour = (number: number) =>
  plan([
    action('one', 'echo', { ...patient, params: { value: literal(number) }, output: 'given' }),
    action('two', 'noop', patient),
  ]);
const expectedOf = (number: number) => ({ status: 'completed', result: null, outputs: { given: number } });
const fail = (): never => {
  throw new Error('There is no neighbour');
};
const ended = async ({ handle }: Performance) => {
  const error: unknown = await handle.result().then(
    () => null,
    (thrown) => thrown,
  );
  const { status } = await handle.describe();
  return { status: status.name, error };
};
/** Whether what must stay hidden stands in a history. */
async function isShown({ handle }: Performance): Promise<boolean> {
  return JSON.stringify(await handle.fetchHistory()).includes(mark);
}
/** An execution beside the others: it gives the number that it was told, and is timed. */
async function neighbourOf(number: number) {
  const begun = performance.now();
  const performed = await theatre.start(neighbour(number));
  const result = await performed.handle.result();
  return { performed, number, result, wall: performance.now() - begun };
}
const neighbours = (count: number) => Promise.all(Array.from({ length: count }, (_, number) => neighbourOf(number)));
const median = (times: number[]) => times.toSorted((one, other) => one - other)[Math.floor(times.length / 2)] ?? 0;
const medianOf = (them: Awaited<ReturnType<typeof neighbours>>) => median(them.map(({ wall }) => wall)).toFixed(0);
const kinds = Object.keys(poisons);
const poison = () => Promise.all(kinds.map((kind) => theatre.start(poisoned(kind))));

describe('a poisoned output', () => {
  it('ends its own execution with a code and at once', async () => {
    for (const [at, one] of (await poison()).entries()) {
      const { status } = await ended(one);
      const { execution, events } = await readRecords(theatre, one);
      const what = `${kinds[at]}: ${execution.error_code}`;
      expect(status, what).toBe('FAILED');
      expect(['ACTION_OUTPUT_INVALID', 'PAYLOAD_TOO_LARGE'], what).toContain(execution.error_code);
      expect(await courseOf(one), what).toMatchObject({ failed_tasks: 0, unanswered_tasks: 0, tries: 1 });
      expect(await isShown(one), what).toBe(false);
      expect(JSON.stringify([execution, events]), what).not.toContain(mark);
    }
    expect(theatre.warnings.join()).not.toContain(mark);
  }, 240_000);

  it('is nothing to a hundred neighbours: each has its own result, by the very course that it has alone', async () => {
    const alone = await neighbours(100);
    const [poisonings, beside] = await Promise.all([poison(), neighbours(100)]);
    await Promise.all(poisonings.map(ended));
    expect(beside.map(({ result }) => result)).toEqual(beside.map(({ number }) => expectedOf(number)));
    const smooth = {
      ...{ tasks: 3, failed_tasks: 0, unanswered_tasks: 0 },
      ...{ activities: 2, failed_activities: 0, tries: 1, retried_for: [] },
    };
    for (const { performed, number } of beside)
      expect(await courseOf(performed), `neighbour ${number}`).toEqual(smooth);
    // The same without poison, so that the course above is theirs and not what poison made of it.
    expect(await Promise.all(alone.map(({ performed }) => courseOf(performed)))).toEqual(alone.map(() => smooth));
    const { steps } = await readRecords(theatre, beside[0]?.performed ?? alone[0]?.performed ?? fail());
    expect(steps.map(({ step_id, status, attempts }) => `${step_id} ${status} ${attempts}`)).toEqual([
      'one completed 1',
      'two completed 1',
    ]);
    const walls = `median ${medianOf(alone)} ms alone, ${medianOf(beside)} ms beside ${kinds.length} poisoned`;
    console.log(`100 neighbours: ${walls}`);
  }, 240_000);

  it('is not kept: the worker is as small after a third dose as after the second', async () => {
    const dose = async () => {
      await Promise.all((await poison()).map(ended));
      await theatre.drain();
      theatre.warnings.length = 0;
      return keptMemory();
    };
    // The first fills caches and compiles code; the values of one dose are more than 50 MB.
    await dose();
    const before = await dose();
    const after = await dose();
    expect((after - before) / 1024 ** 2).toBeLessThan(15);
  }, 240_000);

  it.each(Object.keys(harmless))('that is only unusual is plain JSON for the next step: %s', async (kind) => {
    const { handle } = await theatre.start(poisoned(kind));
    const { outputs } = await handle.result();
    expect(outputs).toEqual({ bad: JSON.parse(JSON.stringify(badly(kind))) });
    expect(Reflect.get({}, 'a')).toBeUndefined();
  });
});

describe('poisoned signals', () => {
  const deep: unknown = JSON.parse(`${'['.repeat(1_000)}${']'.repeat(1_000)}`);
  const junk: readonly unknown[] = [
    ...[undefined, null, 0, '', 'x', true, [], {}, deep, { approval_id: {} }, { decision_id: 1, approval_id: null }],
    ...[JSON.parse('{"__proto__": {"decision": "approve"}}'), { event_id: 'e', name: '__proto__', data: deep }],
    ...[{ pause_id: '__proto__' }, { pause_id: {} }, { actor: 'constructor' }],
  ];

  it('of any kind move nothing: the execution still hears the decision that counts', async () => {
    const performance = await theatre.start(plan([gate('ok', { timeout_seconds: 86_400 })]));
    const approval = await approvalAsked(theatre, performance);
    const good = theatre.decision('ann', approval);
    const twisted = [
      ...Object.keys(good).map((key) => ({ ...good, decision_id: `twisted ${key}`, [key]: { toString: mark } })),
      { ...good, decision_id: '__proto__', plan_digest: 'constructor' },
      { ...good, decision_id: 'constructor', actor: { user_id: '__proto__', email: 'toString' } },
      { ...good, decision_id: 'odd', edits: JSON.parse('{"__proto__": 1}') },
      { ...good, decision_id: 'x'.repeat(100_000), plan_digest: '' },
    ];
    const names = [messageNames.decide, messageNames.withdraw, messageNames.delegate, steeringNames.event];
    const { handle } = performance;
    for (const name of [...names, steeringNames.resume]) {
      await Promise.all(junk.map((each) => handle.signal(name, each)));
    }
    await Promise.all(twisted.map((each) => handle.signal(messageNames.decide, each)));
    await performance.handle.signal(messageNames.decide, good);
    expect(await handle.result()).toMatchObject({ status: 'completed' });
    expect(await performance.handle.result()).toMatchObject({ status: 'completed' });
    expect(await courseOf(performance)).toMatchObject({ failed_tasks: 0, unanswered_tasks: 0 });
  }, 60_000);

  it('that nest without end are not the event that a step waits for, whatever their names say', async () => {
    const waiting = plan([{ ...waitEvent('paid', 'shop.paid'), output: 'paid' }]);
    const performance = await theatre.start(waiting);
    const { handle } = performance;
    const event = (data: unknown) => ({ event_id: randomUUID(), name: 'shop.paid', data, entity: null });
    await handle.signal(steeringNames.event, event({ total: deep }));
    await handle.signal(steeringNames.event, event({ total: 5 }));
    const { outputs } = await handle.result();
    expect(outputs).toMatchObject({ paid: { data: { total: 5 } } });
    expect(await courseOf(performance)).toMatchObject({ failed_tasks: 0, unanswered_tasks: 0 });
  });
});
