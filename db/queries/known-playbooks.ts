import { and, asc, eq, isNull } from 'drizzle-orm';
import type { TenantTransaction } from '../connect.ts';
import { playbooks, playbookVersions } from '../schema/index.ts';

/** The active plans of all playbooks that may be started, with their names, by id. Retired ones are left out. */
export async function listKnownPlaybooks(tx: TenantTransaction) {
  return tx
    .select({ playbook_id: playbooks.playbook_id, slug: playbooks.slug, plan: playbookVersions.plan })
    .from(playbooks)
    .innerJoin(
      playbookVersions,
      and(
        eq(playbookVersions.playbook_id, playbooks.playbook_id),
        eq(playbookVersions.playbook_version_id, playbooks.active_version_id),
      ),
    )
    .where(isNull(playbooks.retired_at))
    .orderBy(asc(playbooks.playbook_id));
}
