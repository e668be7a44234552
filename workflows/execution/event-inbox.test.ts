import { array, assert, constantFrom, integer, property, record } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attempt, gate, plan, waitEvent } from '../../tests/rehearsal/plans.ts';
import { awaitedEvents, createEventInbox, readDeliverEvent } from './event-inbox.ts';

const event = (event_id: string, name = 'go', data: number | string = event_id) => ({ event_id, name, data });
const any = () => true;

describe('an inbox for events', () => {
  it('answers a wait with the next event that fits, and not with one of another name', () => {
    const inbox = createEventInbox(null, ['go', 'come']);
    const wait = inbox.await('go', ({ data }) => data === 'c');
    for (const each of [event('a'), event('b', 'come', 'c'), event('c'), event('d', 'go', 'c')]) inbox.deliver(each);
    expect(wait.answer()).toEqual(event('c'));
  });

  it('keeps what came early, in order, and gives each to one wait', () => {
    const inbox = createEventInbox(null, ['go']);
    for (const id of ['a', 'b', 'c']) inbox.deliver(event(id));
    const answers = [inbox.await('go', ({ data }) => data !== 'a'), inbox.await('go', any), inbox.await('go', any)];
    expect(answers.map((wait) => wait.answer()?.event_id)).toEqual(['b', 'a', 'c']);
    expect(inbox.await('go', any).answer()).toBeNull();
  });

  it('gives an event to all who wait at that moment, and to nobody who waits no longer', () => {
    const inbox = createEventInbox(null, ['go']);
    const [one, two, gone] = [inbox.await('go', any), inbox.await('go', any), inbox.await('go', any)];
    gone.close();
    inbox.deliver(event('a'));
    expect([one, two, gone].map((wait) => wait.answer()?.event_id ?? null)).toEqual(['a', 'a', null]);
    expect(inbox.pack().early).toEqual([]);
  });

  it('keeps nothing that no step waits for', () => {
    const inbox = createEventInbox(null, ['go']);
    inbox.deliver(event('a', 'other'));
    expect(inbox.pack()).toEqual({ early: [], seen: [] });
  });

  it('is bounded: the newest thousand early events, and a few thousand ids', () => {
    const inbox = createEventInbox(null, ['go']);
    for (let index = 0; index < 12_000; index += 1) inbox.deliver(event(`e${index}`));
    const { early, seen } = inbox.pack();
    expect([early.length, early[0]?.event_id, early.at(-1)?.event_id]).toEqual([1_000, 'e11000', 'e11999']);
    expect(seen.length).toBeLessThanOrEqual(5_000);
    expect(seen.at(-1)).toBe('e11999');
  });

  it('goes on in a new history as if there had been no end to the old one', () => {
    const message = record({ id: integer({ min: 0, max: 8 }), name: constantFrom('go', 'come', 'other') });
    assert(
      property(array(message, { maxLength: 30 }), integer({ min: 0, max: 30 }), (messages, at) => {
        const names = ['go', 'come'];
        const whole = createEventInbox(null, names);
        const first = createEventInbox(null, names);
        for (const { id, name } of messages) whole.deliver(event(`e${id}`, name));
        for (const { id, name } of messages.slice(0, at)) first.deliver(event(`e${id}`, name));
        const second = createEventInbox(JSON.parse(JSON.stringify(first.pack())), names);
        for (const { id, name } of messages.slice(at)) second.deliver(event(`e${id}`, name));
        expect(second.pack()).toEqual(whole.pack());
        expect(new Set(whole.pack().early.map((each) => each.event_id)).size).toBe(whole.pack().early.length);
      }),
    );
  });
});

it('the events of a plan are those of its steps, however deep, and of its on_failure', () => {
  const story = plan([attempt('t', [waitEvent('a', 'one')], [waitEvent('b', 'two')])], {
    on_failure: [waitEvent('c', 'three')],
  });
  expect(awaitedEvents(story)).toEqual(['one', 'two', 'three']);
  expect(awaitedEvents(plan([gate('g')]))).toEqual([]);
});

describe('a deliver_event signal', () => {
  it('is read with whatever data it has', () => {
    expect(readDeliverEvent({ event_id: 'a', name: 'go', data: { x: [1] } })).toEqual({
      event_id: 'a',
      name: 'go',
      data: { x: [1] },
    });
    expect(readDeliverEvent({ event_id: 'a', name: 'go' })).toEqual({ event_id: 'a', name: 'go', data: null });
  });
  it.each([
    null,
    'go',
    7,
    [],
    {},
    { event_id: 'a' },
    { name: 'go' },
    { event_id: 7, name: 'go' },
    { event_id: 'a', name: {} },
  ])('that is %j is none', (payload) => expect(readDeliverEvent(payload)).toBeNull());
});
