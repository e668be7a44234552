import { eq } from 'drizzle-orm';
import type { TenantTransaction } from '../connect.ts';
import { executions, playbookVersions } from '../schema/index.ts';

/** The labels of the playbook version that an execution runs; none when no playbook file describes it. */
export async function playbookLabels(
  tx: TenantTransaction,
  execution_id: string,
): Promise<Readonly<Record<string, string>>> {
  const [row] = await tx
    .select({ plan: playbookVersions.plan })
    .from(executions)
    .innerJoin(playbookVersions, eq(playbookVersions.playbook_version_id, executions.playbook_version_id))
    .where(eq(executions.execution_id, execution_id));
  return row?.plan.labels ?? {};
}
