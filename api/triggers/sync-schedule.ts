import { sql } from 'drizzle-orm';
import type { Plan } from '../../contracts/plan/index.ts';
import { scheduleIdOf } from '../../contracts/watch-triggers.ts';
import { type Database, type TenantTransaction, withTenant } from '../../db/connect.ts';
import { findPlaybook } from '../../db/queries/playbooks.ts';
import type { ScheduleGateway } from '../temporal/schedules.ts';
import { type ScheduledPlaybook, wantedSchedule } from './schedule-options.ts';

/** What keeps schedules in line. `task_queue` is where the worker of this installation listens. */
export type ScheduleKeeping = {
  readonly database: Database;
  readonly schedules: ScheduleGateway;
  readonly task_queue: string;
  readonly now: () => Date;
};

/**
 * Makes Temporal’s schedule of one playbook what is deployed: put when the active version has one, removed when it has
 * none, or the playbook is retired or gone. Looks at what is deployed now and lets nobody else do the same meanwhile, so
 * that an older message can never undo a newer one.
 */
export async function syncSchedule(keeping: ScheduleKeeping, tenant_id: string, playbook_id: string): Promise<void> {
  const { database, schedules, task_queue, now } = keeping;
  await withTenant(database, tenant_id, async (tx) => {
    await tx.execute(
      sql`select pg_advisory_xact_lock(hashtextextended('schedule/' || ${tenant_id} || '/' || ${playbook_id}, 0))`,
    );
    const playbook = await scheduledPlaybook(tx, tenant_id, playbook_id);
    if (playbook === null) await schedules.remove(scheduleIdOf(tenant_id, playbook_id));
    else await schedules.put(wantedSchedule(playbook, task_queue, now()));
  });
}

async function scheduledPlaybook(
  tx: TenantTransaction,
  tenant_id: string,
  playbook_id: string,
): Promise<ScheduledPlaybook | null> {
  const playbook = await findPlaybook(tx, playbook_id);
  if (playbook === null || playbook.playbook_id !== playbook_id || playbook.retired_at !== null) return null;
  return toScheduled(tenant_id, playbook);
}

/** A deployed playbook as its schedule needs it; null when it has none. */
export function toScheduled(
  tenant_id: string,
  row: { readonly playbook_id: string; readonly name: string; readonly version: number; readonly plan: Plan },
): ScheduledPlaybook | null {
  const { playbook_id, name, version, plan } = row;
  return plan.schedule === null ? null : { tenant_id, playbook_id, name, version, schedule: plan.schedule };
}
