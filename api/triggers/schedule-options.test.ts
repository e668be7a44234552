import { randomUUID } from 'node:crypto';
import { Client, Connection } from '@temporalio/client';
import { msToTs } from '@temporalio/common/lib/time.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readScheduleId, scheduleIdOf } from '../../contracts/watch-triggers.ts';
import { nextRuns, wallNameOf } from '../../playbooks/schedule/matching-times.ts';
import { temporalAddress } from '../../tests/harness/temporal.ts';
import { createScheduleGateway, type ScheduleGateway } from '../temporal/schedules.ts';
import { queueInNote, type ScheduledPlaybook, wantedSchedule } from './schedule-options.ts';

const tenant_id = randomUUID();
const task_queue = `schedules-${randomUUID()}`;
let connection: Connection;
let client: Client;
let gateway: ScheduleGateway;

beforeAll(async () => {
  connection = await Connection.connect({ address: temporalAddress() });
  client = new Client({ connection });
  gateway = gatewayOf(task_queue);
});
afterAll(async () => {
  for (const { schedule_id } of await gateway.list()) await gateway.remove(schedule_id);
  await Promise.all([gateway.close(), connection.close()]);
});

function gatewayOf(queue: string): ScheduleGateway {
  const address = { connection: { address: temporalAddress(), tls: false as const }, namespace: 'default' };
  return createScheduleGateway({ ...address, task_queue: queue });
}

function playbook(
  cron: string,
  timezone: string,
  more: Partial<ScheduledPlaybook['schedule']> = {},
): ScheduledPlaybook {
  const usual = { overlap: 'skip', catchup_window_seconds: 3_600, jitter_seconds: 0, skip: [] } as const;
  const schedule = { cron, timezone, ...usual, ...more, skip: more.skip ?? [] };
  return { tenant_id, playbook_id: `p_${randomUUID().slice(0, 8)}_v1`, name: 'P', version: 1, schedule };
}

/** The moments at which the server says that a schedule is due, each wall time once. */
async function dueAtServer(wanted: ScheduledPlaybook, from: string, until: string): Promise<string[]> {
  const answer = await connection.workflowService.listScheduleMatchingTimes({
    ...{ namespace: 'default', scheduleId: scheduleIdOf(tenant_id, wanted.playbook_id) },
    ...{ startTime: msToTs(Date.parse(from)), endTime: msToTs(Date.parse(until)) },
  });
  const names = answer.startTime.map((each) => wallNameOf(wanted.schedule, new Date(Number(each.seconds) * 1_000)));
  return [...new Set(names)];
}

describe('a schedule at the server', () => {
  const now = new Date('2026-01-01T00:00:00Z');
  it.each([
    ['30 2 * * *', 'Europe/Berlin', '2026-03-25T00:00:00Z'],
    ['30 2 * * *', 'Europe/Berlin', '2026-10-22T00:00:00Z'],
    ['30 1 * * *', 'America/New_York', '2026-10-29T00:00:00Z'],
    ['*/20 2,3 * * *', 'America/New_York', '2026-03-06T00:00:00Z'],
    ['0 * * * *', 'Australia/Sydney', '2026-10-03T00:00:00Z'],
    ['30 0 * * *', 'America/Havana', '2026-03-06T00:00:00Z'],
    ['15 2 * * *', 'Australia/Lord_Howe', '2026-10-01T00:00:00Z'],
    ['@midnight', 'UTC', '2026-06-01T00:00:00Z'],
    ['5/20 9 * * SUN', 'UTC', '2026-06-01T00:00:00Z'],
  ])('%s in %s is due when we say it is, each wall time once, through every clock change', async (cron, zone, from) => {
    const wanted = playbook(cron, zone, { skip: ['2026-03-25'] });
    await gateway.put(wantedSchedule(wanted, task_queue, now));
    const until = new Date(Date.parse(from) + 7 * 86_400_000 - 1).toISOString();
    const ours = nextRuns(wanted.schedule, new Date(Date.parse(from)), 200)
      .filter((each) => each <= new Date(until))
      .map((each) => wallNameOf(wanted.schedule, each));
    expect(ours.length).toBeGreaterThan(0);
    expect(await dueAtServer(wanted, from, until)).toEqual([...new Set(ours)]);
  });

  it('has the policies of the playbook, and works for the worker', async () => {
    const wanted = playbook('0 9 * * *', 'Europe/Berlin', {
      ...{ overlap: 'queue', catchup_window_seconds: 0, jitter_seconds: 90, skip: ['2026-12-24'] },
    });
    await gateway.put(wantedSchedule(wanted, task_queue, now));
    const schedule_id = scheduleIdOf(tenant_id, wanted.playbook_id);
    const kept = await client.schedule.getHandle(schedule_id).describe();
    expect(kept).toMatchObject({
      policies: { overlap: 'BUFFER_ALL', catchupWindow: 10_000, pauseOnFailure: false },
      action: { workflowType: 'watch_triggers', taskQueue: task_queue },
      spec: { timezone: 'Europe/Berlin', jitter: 90_000 },
    });
    expect(kept.action.args).toEqual([{ kind: 'schedule', tenant_id, playbook_id: wanted.playbook_id }]);
    const around = await dueAtServer(wanted, '2026-12-23T00:00:00Z', '2026-12-26T00:00:00Z');
    // Jitter is in what the server answers.
    expect(around.map((each) => each.slice(0, 10))).toEqual(['2026-12-23', '2026-12-25']);
  });

  it('put again is changed, not doubled; one that is gone may be removed again', async () => {
    const wanted = playbook('0 9 * * *', 'UTC');
    const schedule_id = scheduleIdOf(tenant_id, wanted.playbook_id);
    await gateway.put(wantedSchedule(wanted, task_queue, now));
    await client.schedule.getHandle(schedule_id).pause('by hand');
    const later = {
      ...wanted,
      version: 2,
      schedule: { ...wanted.schedule, cron: '0 10 * * *', overlap: 'allow' },
    } as const;
    const second = wantedSchedule(later, task_queue, now);
    await gateway.put(second);
    expect(await dueAtServer(later, '2026-01-02T00:00:00Z', '2026-01-03T00:00:00Z')).toEqual(['2026-01-02T10:00']);
    const own = async () => (await gateway.list()).filter((each) => each.schedule_id === schedule_id);
    await expect.poll(own).toEqual([{ schedule_id, note: second.note, paused: false }]);
    await gateway.remove(schedule_id);
    await gateway.remove(schedule_id);
    await expect.poll(own).toEqual([]);
  });

  it('of another installation in the same namespace is none of ours', async () => {
    const stranger = gatewayOf(`others-${randomUUID()}`);
    expect(await stranger.list()).toEqual([]);
    await stranger.close();
  });

  it('made by hand is told apart by what it starts', async () => {
    const schedule_id = scheduleIdOf(tenant_id, 'by_hand_v1');
    const action = { type: 'startWorkflow', workflowType: 'watch_triggers', taskQueue: task_queue, args: [] } as const;
    const spec = { cronExpressions: ['0 9 29 2 *'] };
    await client.schedule.create({ scheduleId: schedule_id, spec, action, state: { note: 'mine' } });
    const stranger = gatewayOf(`others-${randomUUID()}`);
    const own = async () => (await gateway.list()).filter((each) => each.schedule_id === schedule_id);
    await expect.poll(own, { timeout: 15_000 }).toEqual([{ schedule_id, note: 'mine', paused: false }]);
    expect(await stranger.list()).toEqual([]);
    await gateway.remove(schedule_id);
    await stranger.close();
  });
});

describe('the note of a schedule', () => {
  const noteOf = (wanted: ScheduledPlaybook, now: string) => wantedSchedule(wanted, task_queue, new Date(now)).note;
  it('stays while nothing changes, and changes with the version, the times and the hours to make up for', () => {
    const wanted = playbook('30 2 * * *', 'Europe/Berlin');
    const first = noteOf(wanted, '2026-01-01T00:00:00Z');
    expect(noteOf(wanted, '2026-01-02T00:00:00Z')).toBe(first);
    expect(noteOf({ ...wanted, version: 2 }, '2026-01-01T00:00:00Z')).not.toBe(first);
    const other = { ...wanted, schedule: { ...wanted.schedule, catchup_window_seconds: 60 } };
    expect(noteOf(other, '2026-01-01T00:00:00Z')).not.toBe(first);
    // It says for which queue it is, which no hand-written one does.
    expect(queueInNote(first)).toBe(task_queue);
    for (const mine of [undefined, '', 'for mbi', 'a version 2, schedule x, for mbi'])
      expect(queueInNote(mine)).toBeNull();
    // A year later another night is ahead.
    expect(noteOf(wanted, '2027-01-01T00:00:00Z')).not.toBe(first);
  });
});

describe('the id of a schedule', () => {
  it('names the tenant and the playbook, and only ours do', () => {
    expect(readScheduleId(scheduleIdOf(tenant_id, 'a.b_v1'))).toEqual({ tenant_id, playbook_id: 'a.b_v1' });
    expect(readScheduleId('sched.by.hand')).toBeNull();
    expect(readScheduleId('nightly')).toBeNull();
  });
});
