import type { Logger } from 'pino';
import { readScheduleId } from '../../contracts/watch-triggers.ts';
import { withTenant } from '../../db/connect.ts';
import { listScheduledPlaybooks } from '../../db/queries/playbooks.ts';
import { listTenants } from '../../db/queries/tenants.ts';
import { type Sweep, startSweep } from '../sweeps/start-sweep.ts';
import { wantedSchedule } from './schedule-options.ts';
import { type ScheduleKeeping, syncSchedule, toScheduled } from './sync-schedule.ts';

/** What a sweep found: schedules that nothing deployed wants, and playbooks whose schedule was missing, other or paused. */
export type SweptSchedules = { readonly orphans: readonly string[]; readonly mended: readonly string[] };

/**
 * Compares every schedule of this installation with every deployed playbook, and brings in line what differs, whoever
 * changed it: orphans go, what is missing comes, what was changed or paused by hand is as deployed again (a pause is put
 * on the playbook or the tenant instead, where people see it). Schedules are listed before the playbooks are read, so
 * that one deployed in between is not taken for an orphan.
 */
export async function sweepSchedules(keeping: ScheduleKeeping): Promise<SweptSchedules> {
  const kept = new Map((await keeping.schedules.list()).map((each) => [each.schedule_id, each]));
  const wanted = new Map<string, { tenant_id: string; playbook_id: string; note: string }>();
  for (const { tenant_id } of await listTenants(keeping.database)) {
    const rows = await withTenant(keeping.database, tenant_id, listScheduledPlaybooks);
    for (const row of rows) {
      const playbook = toScheduled(tenant_id, row);
      if (playbook === null) continue;
      const { schedule_id, note } = wantedSchedule(playbook, keeping.task_queue, keeping.now());
      wanted.set(schedule_id, { tenant_id, playbook_id: row.playbook_id, note });
    }
  }
  const mended: string[] = [];
  for (const [schedule_id, { tenant_id, playbook_id, note }] of wanted) {
    const there = kept.get(schedule_id);
    if (there?.note === note && !there.paused) continue;
    await syncSchedule(keeping, tenant_id, playbook_id);
    mended.push(schedule_id);
  }
  const orphans = [...kept.keys()].filter((schedule_id) => !wanted.has(schedule_id));
  for (const schedule_id of orphans) {
    const named = readScheduleId(schedule_id);
    // One that names a playbook is looked at again under its lock: it may have been deployed just now.
    if (named === null) await keeping.schedules.remove(schedule_id);
    else await syncSchedule(keeping, named.tenant_id, named.playbook_id);
  }
  return { orphans, mended };
}

/** Sweeps now and every minute until it is stopped, and logs what was brought in line. */
export function watchSchedules(keeping: ScheduleKeeping, log: Pick<Logger, 'warn' | 'info'>): Sweep {
  const work = async (): Promise<void> => {
    const { orphans, mended } = await sweepSchedules(keeping);
    if (orphans.length + mended.length > 0) log.info({ orphans, mended }, 'schedules were brought in line');
  };
  return startSweep({ name: 'schedules', every_seconds: 60, work }, log);
}
