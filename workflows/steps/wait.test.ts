import { randomUUID } from 'node:crypto';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { BusinessCalendar, Plan } from '../../contracts/plan/index.ts';
import { startTimeSkipping } from '../../tests/harness/time-skipping/index.ts';
import { openTheatre, type Performance, type Theatre } from '../../tests/rehearsal/open-theatre.ts';
import {
  action,
  computed,
  expression,
  gate,
  literal,
  parallel,
  plan,
  repeat,
  set,
  wait,
  waitEvent,
} from '../../tests/rehearsal/plans.ts';
import { readRecords, statusShown } from '../../tests/rehearsal/records.ts';
import { steeringNames } from '../messages.ts';
import { afterBusinessDays, nextOpening } from '../waiting/business-time.ts';

let time: TestWorkflowEnvironment;
let theatre: Theatre;
beforeAll(async () => {
  time = await startTimeSkipping();
  theatre = await openTheatre({ address: time.address ?? '', client: time.client });
});
afterAll(async () => {
  await theatre.close();
  await time.teardown();
});
beforeEach(() => {
  theatre.stage.calls.length = 0;
});

const echo = (id: string, source: string) => action(id, 'echo', { params: { value: computed(source) }, output: id });
const office: BusinessCalendar = {
  timezone: 'America/New_York',
  days: [1, 2, 3, 4, 5],
  from_minute: 9 * 60,
  to_minute: 17 * 60,
  holidays: [],
};
const deliver = ({ handle }: Performance, name: string, data: unknown, event_id: string = randomUUID()) =>
  handle.signal(steeringNames.event, { event_id, name, data });
const play = async (story: Plan) => {
  const performance = await theatre.start(story);
  return { performance, result: await performance.handle.result() };
};
/** What the workflow's own clock showed before and after, in milliseconds. */
const clocked = async (pause: Parameters<typeof wait>[1]) => {
  const { result } = await play(plan([echo('before', 'now'), wait('w', pause), echo('after', 'now')]));
  return { before: Date.parse(result.outputs.before), after: Date.parse(result.outputs.after) };
};
const seconds = 1000;

describe('a wait by the calendar', () => {
  it('for a time ends within opening hours', async () => {
    const { before, after } = await clocked({ kind: 'for', seconds: 3 * 86_400, calendar: office });
    const wished = before + 3 * 86_400 * seconds;
    expect(Math.abs(after - nextOpening(office, wished))).toBeLessThan(30 * seconds);
    expect(nextOpening(office, after)).toBe(after);
  });

  it('for business days ends as many opening days later', async () => {
    const { before, after } = await clocked({ kind: 'business_days', days: 2, calendar: office });
    expect(Math.abs(after - afterBusinessDays(office, before, 2))).toBeLessThan(30 * seconds);
    expect(after - before).toBeGreaterThan(86_400 * seconds);
  });

  it('until a moment at night ends when it next opens', async () => {
    const day = new Date(Math.ceil((await time.currentTimeMs()) / (86_400 * seconds)) * 86_400 * seconds);
    const saturday = day.getTime() + (6 - day.getUTCDay()) * 86_400 * seconds;
    const night = new Date(saturday + 3 * 3600 * seconds).toISOString();
    const until = expression(`'${night}'`);
    const { after } = await clocked({ kind: 'until', until, calendar: { ...office, timezone: 'UTC' } });
    expect(Math.abs(after - (saturday + (2 * 24 + 9) * 3600 * seconds))).toBeLessThan(30 * seconds);
  });
});

describe('a wait for an event', () => {
  const waiting = (performance: Performance) => statusShown(theatre, performance, 'waiting');

  it('goes on with the first that fits, and gives its name and data', async () => {
    const match = expression("event.data.severity > 2 && event.name == 'metric.anomaly'");
    const story = plan([waitEvent('w', 'metric.anomaly', { match }), echo('after', 'w.data.severity')]);
    const performance = await theatre.start(story);
    await waiting(performance);
    await deliver(performance, 'lead.created', { severity: 9 });
    await deliver(performance, 'metric.anomaly', { severity: 1 });
    await deliver(performance, 'metric.anomaly', 'no map, so the match cannot be evaluated');
    await deliver(performance, 'metric.anomaly', { severity: 3 });
    expect((await performance.handle.result()).outputs).toEqual({
      w: { name: 'metric.anomaly', data: { severity: 3 } },
      after: 3,
    });
    const { steps } = await readRecords(theatre, performance);
    expect(steps.find((step) => step.step_id === 'w')).toMatchObject({ kind: 'wait', status: 'completed' });
  });

  it('takes one that came early, the oldest first, and each only once, however often it is delivered', async () => {
    const story = plan([
      wait('pause', { kind: 'for', seconds: 3600 }),
      repeat('loop', { until: 'round == 2' }, [waitEvent('w', 'lead.created'), echo('seen', 'w.data')]),
    ]);
    const performance = await theatre.start(story);
    await waiting(performance);
    for (const [id, data] of [
      ['a', 1],
      ['a', 1],
      ['b', 2],
      ['a', 1],
      ['c', 3],
    ] as const) {
      await deliver(performance, 'lead.created', data, id);
    }
    expect((await performance.handle.result()).outputs).toMatchObject({ seen: 3 });
    const { steps } = await readRecords(theatre, performance);
    const seen = steps.filter((step) => step.step_id === 'seen').sort((a, b) => a.iteration.localeCompare(b.iteration));
    expect(seen.map((step) => step.output)).toEqual([1, 2, 3]);
  });

  it('answers all who wait for it at that moment', async () => {
    const branches = parallel('p', 'all', [waitEvent('a', 'go')], [waitEvent('b', 'go')]);
    const performance = await theatre.start(plan([branches]));
    await waiting(performance);
    await deliver(performance, 'go', 1);
    expect((await performance.handle.result()).outputs).toMatchObject({ a: { data: 1 }, b: { data: 1 } });
  });

  it('fails when none comes in time, or goes on with null where the playbook says so', async () => {
    const performance = await theatre.start(plan([waitEvent('w', 'go', { timeout_seconds: 7 * 86_400 })]));
    await expect(performance.handle.result()).rejects.toMatchObject({ cause: { type: 'WAIT_TIMED_OUT' } });
    const { result } = await play(plan([waitEvent('w', 'go', { on_timeout: 'continue' }), echo('none', 'w == null')]));
    expect(result.outputs).toEqual({ w: null, none: true });
  });

  it('costs a timer that is called off, and nothing when the event came early', async () => {
    const performance = await theatre.start(plan([waitEvent('w', 'go'), waitEvent('x', 'go')]));
    await waiting(performance);
    await deliver(performance, 'go', 1);
    await deliver(performance, 'go', 2);
    await performance.handle.result();
    const { events } = await performance.handle.fetchHistory();
    const timers = (events ?? []).filter((event) => event.timerStartedEventAttributes);
    expect(timers.length).toBeLessThanOrEqual(2);
  });

  it('drops what is no event, and is not disturbed by it', async () => {
    const performance = await theatre.start(plan([waitEvent('w', 'go')]));
    await waiting(performance);
    for (const nonsense of [null, 'go', { name: 'go' }, { event_id: 7, name: 'go' }]) {
      await performance.handle.signal(steeringNames.event, nonsense);
    }
    await deliver(performance, 'go', 'at last');
    expect((await performance.handle.result()).outputs).toEqual({ w: { name: 'go', data: 'at last' } });
  });

  it('can be called off with its branch', async () => {
    const story = plan([
      parallel('p', 'any', [waitEvent('w', 'go')], [set('s', { won: literal(1) })]),
      gate('ok', { timeout_seconds: 5 }),
    ]);
    const { result } = await play(story);
    expect(result).toMatchObject({ status: 'expired', outputs: { won: 1 } });
  });
});
