import { and, eq, inArray } from 'drizzle-orm';
import type { TenantTransaction } from '../connect.ts';
import { approvals, executions } from '../schema/index.ts';
import { listLiveExecutions } from './executions-list.ts';

/** What runs of a playbook, and which of its approvals are open; both stay on the version that they began with. */
export async function readDeploymentImpact(tx: TenantTransaction, playbook_id: string) {
  const running = await listLiveExecutions(tx, playbook_id);
  const open = await tx
    .select({ approval_id: approvals.approval_id, eligible: approvals.eligible })
    .from(approvals)
    .innerJoin(executions, eq(executions.execution_id, approvals.execution_id))
    .where(and(eq(executions.playbook_id, playbook_id), inArray(approvals.status, ['pending', 'undo_window'])))
    .orderBy(approvals.created_at);
  return {
    running: running.map(({ execution_id, status }) => ({ execution_id, status })),
    open_approvals: open.map(({ approval_id, eligible }) => ({
      approval_id,
      asked: eligible.map((person) => person.email),
    })),
  };
}
