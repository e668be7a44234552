import { eq } from 'drizzle-orm';
import type { TenantTransaction } from '../connect.ts';
import { playbookVersions } from '../schema/index.ts';

/** One version of a playbook with its plan, whether or not new executions still take it; null when there is none. */
export async function findPlaybookVersion(tx: TenantTransaction, playbook_version_id: string) {
  const [row] = await tx
    .select({
      playbook_id: playbookVersions.playbook_id,
      playbook_version_id: playbookVersions.playbook_version_id,
      version: playbookVersions.version,
      plan: playbookVersions.plan,
      digest: playbookVersions.digest,
      edited_by: playbookVersions.edited_by,
    })
    .from(playbookVersions)
    .where(eq(playbookVersions.playbook_version_id, playbook_version_id));
  return row ?? null;
}
