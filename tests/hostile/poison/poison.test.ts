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
const neighbour = plan([action('one', 'noop'), action('two', 'noop')]);
const ended = async ({ handle }: Performance) => {
  const error: unknown = await handle.result().then(
    () => null,
    (thrown) => thrown,
  );
  const { status } = await handle.describe();
  return { status: status.name, error };
};
/** How often a workflow task failed, which would be tried for ever, and how often the action was tried. */
async function troubles({ handle }: Performance) {
  const { events } = await handle.fetchHistory();
  const tries = events?.map((event) => event.activityTaskStartedEventAttributes?.attempt ?? 0) ?? [];
  return {
    failed_tasks: events?.filter((event) => event.workflowTaskFailedEventAttributes).length,
    tries: Math.max(...tries),
    shown: JSON.stringify(events).includes(mark),
  };
}
async function timed(performances: Promise<Performance>): Promise<number> {
  const begun = performance.now();
  await (await performances).handle.result();
  return performance.now() - begun;
}
const median = (times: number[]) => times.toSorted((one, other) => one - other)[Math.floor(times.length / 2)] ?? 0;
const neighbours = (count: number) => Promise.all(Array.from({ length: count }, () => timed(theatre.start(neighbour))));

describe('a poisoned output', () => {
  it('ends its own execution with a code and at once, and a hundred neighbours complete beside it', async () => {
    const alone = await neighbours(100);
    const kinds = Object.keys(poisons);
    const [performances, beside] = await Promise.all([
      Promise.all(kinds.map((kind) => theatre.start(poisoned(kind)))),
      neighbours(100),
    ]);
    expect(beside).toHaveLength(100);
    for (const [at, one] of performances.entries()) {
      const { status } = await ended(one);
      const { execution, events } = await readRecords(theatre, one);
      const what = `${kinds[at]}: ${execution.error_code}`;
      expect(status, what).toBe('FAILED');
      expect(['ACTION_OUTPUT_INVALID', 'PAYLOAD_TOO_LARGE'], what).toContain(execution.error_code);
      const seen = await troubles(one);
      expect(seen, what).toMatchObject({ failed_tasks: 0, shown: false });
      expect(seen.tries, what).toBe(1);
      expect(JSON.stringify([execution, events]), what).not.toContain(mark);
    }
    expect(theatre.warnings.join()).not.toContain(mark);
    console.log(
      `100 neighbours: median ${median(alone).toFixed(0)} ms alone, ${median(beside).toFixed(0)} ms beside ${kinds.length} poisoned`,
    );
  }, 120_000);

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
    expect(await troubles(performance)).toMatchObject({ failed_tasks: 0 });
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
    expect(await troubles(performance)).toMatchObject({ failed_tasks: 0 });
  });
});
