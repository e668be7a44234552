import { randomUUID } from 'node:crypto';
import { and, desc, eq, isNotNull } from 'drizzle-orm';
import type { Plan } from '../../contracts/plan/index.ts';
import type { TenantTransaction } from '../connect.ts';
import { playbooks, playbookVersions } from '../schema/index.ts';
import { currentTenant } from '../schema/tenant-table.ts';
import { enqueueOutbox } from './outbox.ts';

/** A compiled playbook with the text it came from and the person who wrote that. */
export type PlaybookDeployment = {
  readonly slug: string;
  readonly source: string;
  readonly plan: Plan;
  readonly digest: string;
  readonly edited_by: string;
};

/**
 * Makes a compiled playbook the one that new executions take. A source or plan that differs from the newest version's becomes
 * the next version; the same again adds nothing, but brings a retired playbook back. Older versions stay as they are, and running executions keep theirs.
 */
export async function deployPlaybook(tx: TenantTransaction, deployment: PlaybookDeployment) {
  const { slug, source, plan, digest, edited_by } = deployment;
  const { playbook_id, name } = plan;
  await tx.insert(playbooks).values({ playbook_id, slug, name }).onConflictDoNothing();
  const ofPlaybook = and(eq(playbooks.tenant_id, currentTenant), eq(playbooks.playbook_id, playbook_id));
  // Two deployments of one playbook take turns, so that each gets a version number of its own.
  await tx.select({ playbook_id: playbooks.playbook_id }).from(playbooks).where(ofPlaybook).for('update');
  const newest = await newestVersion(tx, playbook_id);
  if (newest?.digest === digest && newest.source === source) {
    const revived = await tx
      .update(playbooks)
      .set({ retired_at: null })
      .where(and(ofPlaybook, isNotNull(playbooks.retired_at)))
      .returning({ playbook_id: playbooks.playbook_id });
    if (revived.length > 0) await askForSchedule(tx, playbook_id);
    return { ...newest, added: false };
  }
  const [added] = await tx
    .insert(playbookVersions)
    .values({ playbook_id, version: (newest?.version ?? 0) + 1, source, plan, digest, edited_by })
    .returning();
  if (added === undefined) throw new Error('A playbook version was not stored.');
  const { playbook_version_id: active_version_id } = added;
  await tx.update(playbooks).set({ slug, name, active_version_id, retired_at: null }).where(ofPlaybook);
  if (plan.schedule !== null || (newest?.plan.schedule ?? null) !== null) await askForSchedule(tx, playbook_id);
  return { ...added, added: true };
}

/** Has Temporal's schedule of a playbook brought in line with what is deployed when the message is sent. */
export async function askForSchedule(tx: TenantTransaction, playbook_id: string): Promise<void> {
  const dedupe_key = `sync_schedule/${playbook_id}/${randomUUID()}`;
  await enqueueOutbox(tx, { kind: 'sync_schedule', payload: { playbook_id }, dedupe_key });
}

async function newestVersion(tx: TenantTransaction, playbook_id: string) {
  const [row] = await tx
    .select()
    .from(playbookVersions)
    .where(and(eq(playbookVersions.tenant_id, currentTenant), eq(playbookVersions.playbook_id, playbook_id)))
    .orderBy(desc(playbookVersions.version))
    .limit(1);
  return row;
}
