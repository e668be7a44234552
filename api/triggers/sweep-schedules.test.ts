import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Plan } from '../../contracts/plan/index.ts';
import { scheduleIdOf } from '../../contracts/watch-triggers.ts';
import { withTenant } from '../../db/connect.ts';
import { playbooks, playbookVersions } from '../../db/schema/index.ts';
import { createTestDatabase, type TestDatabase } from '../../tests/harness/database.ts';
import { emptyPlan, insertTenantRows, type TenantRows } from '../../tests/harness/tenant-rows.ts';
import type { KeptSchedule, ScheduleGateway } from '../temporal/schedules.ts';
import type { WantedSchedule } from './schedule-options.ts';
import { sweepSchedules } from './sweep-schedules.ts';
import { syncSchedule } from './sync-schedule.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

let tenant: TenantRows;
let there: Map<string, KeptSchedule>;
let told: string[];
beforeEach(async () => {
  tenant = await insertTenantRows(database.owner);
  there = new Map();
  told = [];
});

const noted = ({ schedule_id, note }: WantedSchedule): KeptSchedule => ({ schedule_id, note, paused: false });
/** What a server does with schedules, as far as keeping them in line is concerned. */
const schedules: ScheduleGateway = {
  put: async (wanted) => {
    told.push(`put ${nameOf(wanted.schedule_id)}`);
    there.set(wanted.schedule_id, noted(wanted));
  },
  remove: async (schedule_id) => {
    told.push(`remove ${nameOf(schedule_id)}`);
    there.delete(schedule_id);
  },
  // Schedules of other tests in this database are other installations’.
  list: async () => [...there.values()],
  watch: () => Promise.reject(new Error('nothing is watched here')),
  close: async () => undefined,
};
const keeping = () => ({
  ...{ database: database.app, schedules, task_queue: 'mbi' },
  now: () => new Date('2026-03-01T00:00:00Z'),
});
const nameOf = (schedule_id: string) => schedule_id.replace(`sched.${tenant.tenant_id}.`, '');
const mine = (ids: readonly string[]) => ids.filter((each) => each.includes(tenant.tenant_id));
const sweep = async () => {
  const { orphans, mended } = await sweepSchedules(keeping());
  return { orphans: orphans.map(nameOf), mended: mine(mended).map(nameOf) };
};
const daily: NonNullable<Plan['schedule']> = {
  ...{ cron: '0 8 * * *', timezone: 'UTC', overlap: 'skip', catchup_window_seconds: 3_600 },
  ...{ jitter_seconds: 0, skip: [] },
};
const schedule = (more: Plan['schedule'] | Partial<typeof daily>) => {
  const plan: Plan = { ...emptyPlan, schedule: more === null ? null : { ...daily, ...more } };
  return withTenant(database.owner, tenant.tenant_id, (tx) =>
    tx
      .update(playbookVersions)
      .set({ plan })
      .where(eq(playbookVersions.playbook_version_id, tenant.playbook_version_id)),
  );
};
const deploy = async (more: Partial<typeof daily> = {}) => {
  await withTenant(database.owner, tenant.tenant_id, (tx) =>
    tx.update(playbooks).set({ active_version_id: tenant.playbook_version_id, retired_at: null }),
  );
  await schedule(more);
};
const retire = () =>
  withTenant(database.owner, tenant.tenant_id, (tx) => tx.update(playbooks).set({ retired_at: new Date() }));
const sync = (playbook_id = tenant.playbook_id) => syncSchedule(keeping(), tenant.tenant_id, playbook_id);
const id = () => scheduleIdOf(tenant.tenant_id, tenant.playbook_id);

describe('the schedule of one playbook', () => {
  it('is put when it is deployed, and put again when it has changed', async () => {
    await deploy();
    await sync();
    const before = there.get(id())?.note;
    await deploy({ cron: '0 9 * * *' });
    await sync();
    expect(told).toEqual(['put quiet_v1', 'put quiet_v1']);
    expect(there.get(id())?.note).not.toBe(before);
  });

  it.each([
    ['the playbook has none any more', () => schedule(null)],
    ['the playbook is retired', retire],
  ])('goes when %s', async (_, change) => {
    await deploy();
    await sync();
    await change();
    await sync();
    expect(told).toEqual(['put quiet_v1', 'remove quiet_v1']);
    expect(there.size).toBe(0);
  });

  it('goes when there is no such playbook, and a slug is not taken for an id', async () => {
    await deploy();
    await sync('gone_v1');
    await sync('quiet');
    expect(told).toEqual(['remove gone_v1', 'remove quiet']);
  });
});

describe('a sweep', () => {
  it('finds nothing to do where all is as deployed', async () => {
    await deploy();
    await sync();
    expect(await sweep()).toEqual({ orphans: [], mended: [] });
    expect(there.has(id())).toBe(true);
  });

  it.each([
    ['missing', () => there.clear()],
    ['changed by hand', () => there.set(id(), { schedule_id: id(), note: 'mine now', paused: false })],
    ['paused by hand', () => there.set(id(), { schedule_id: id(), note: there.get(id())?.note ?? '', paused: true })],
  ])('mends a schedule that is %s, once', async (_, spoil) => {
    await deploy();
    await sync();
    const note = there.get(id())?.note;
    spoil();
    expect(await sweep()).toEqual({ orphans: [], mended: ['quiet_v1'] });
    expect(there.get(id())).toEqual({ schedule_id: id(), note, paused: false });
    expect(await sweep()).toEqual({ orphans: [], mended: [] });
  });

  it('takes away what nothing deployed wants, also under names that are nobody’s', async () => {
    await deploy();
    await sync();
    await retire();
    there.set('sched.no-tenant', { schedule_id: 'sched.no-tenant', note: '', paused: false });
    expect(await sweep()).toEqual({ orphans: ['quiet_v1', 'sched.no-tenant'], mended: [] });
    expect(there.size).toBe(0);
  });

  it('looks again before it takes something away: what was deployed meanwhile stays', async () => {
    await deploy();
    await sync();
    await schedule(null);
    const kept = [...there.values()];
    there = new Map([['sched.nobody', { schedule_id: 'sched.nobody', note: '', paused: false }]]);
    for (const each of kept) there.set(each.schedule_id, each);
    const deploying: ScheduleGateway = {
      ...schedules,
      remove: async (schedule_id) => {
        if (schedule_id === 'sched.nobody') await schedule({});
        await schedules.remove(schedule_id);
      },
    };
    await sweepSchedules({ ...keeping(), schedules: deploying });
    expect([...there.keys()]).toEqual([id()]);
  });
});
