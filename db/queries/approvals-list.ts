import { and, asc, eq, getTableColumns, sql } from 'drizzle-orm';
import type { ApprovalStatus } from '../../contracts/approval.ts';
import type { TenantTransaction } from '../connect.ts';
import {
  approvalSnoozes,
  approvals,
  campaigns,
  decisions,
  executions,
  playbookVersions,
  recommendations,
} from '../schema/index.ts';
import { afterPosition, type KeysetPage, type KeysetPosition, newestFirst, toPage } from './keyset.ts';

/** An approval with what a person wants to see beside it. */
export type ApprovalRow = typeof approvals.$inferSelect & {
  readonly playbook_id: string;
  readonly playbook_version: number | null;
  readonly workflow_id: string;
  readonly campaign_name: string | null;
  readonly recommendation_id: string | null;
  readonly recommendation: typeof recommendations.$inferSelect.recommendation | null;
};

function selectApprovals(tx: TenantTransaction) {
  return tx
    .select({
      ...getTableColumns(approvals),
      playbook_id: executions.playbook_id,
      playbook_version: playbookVersions.version,
      workflow_id: executions.workflow_id,
      campaign_name: campaigns.campaign_name,
      recommendation_id: recommendations.id,
      recommendation: recommendations.recommendation,
    })
    .from(approvals)
    .innerJoin(executions, eq(executions.execution_id, approvals.execution_id))
    .leftJoin(playbookVersions, eq(playbookVersions.playbook_version_id, executions.playbook_version_id))
    .leftJoin(campaigns, eq(campaigns.campaign_id, approvals.campaign_id))
    .leftJoin(recommendations, eq(recommendations.execution_id, approvals.execution_id));
}

/** Approvals, newest first. */
export async function listApprovals(
  tx: TenantTransaction,
  filter: {
    readonly limit: number;
    readonly after: KeysetPosition | null;
    readonly status: ApprovalStatus | null;
    readonly campaign_id: string | null;
    readonly execution_id: string | null;
    /** Leaves out what this person does not want to see now. */
    readonly not_snoozed_by?: string | null;
  },
): Promise<KeysetPage<ApprovalRow>> {
  const rows = await selectApprovals(tx)
    .where(
      and(
        afterPosition(approvals.created_at, approvals.approval_id, filter.after),
        filter.status === null ? undefined : eq(approvals.status, filter.status),
        filter.campaign_id === null ? undefined : eq(approvals.campaign_id, filter.campaign_id),
        filter.execution_id === null ? undefined : eq(approvals.execution_id, filter.execution_id),
        filter.not_snoozed_by == null ? undefined : notSnoozedBy(filter.not_snoozed_by),
      ),
    )
    .orderBy(newestFirst(approvals.created_at, approvals.approval_id))
    .limit(filter.limit + 1);
  return toPage(rows, filter.limit, (row) => ({ at: row.created_at, id: row.approval_id }));
}

function notSnoozedBy(user_id: string) {
  return sql`not exists (select 1 from ${approvalSnoozes} s where s.approval_id = ${approvals.approval_id}
    and s.user_id = ${user_id} and s.woken_at is null and s.until > now())`;
}

/** One approval; null when this tenant has none with the id. */
export async function findApproval(tx: TenantTransaction, approval_id: string): Promise<ApprovalRow | null> {
  const [row] = await selectApprovals(tx).where(eq(approvals.approval_id, approval_id));
  return row ?? null;
}

/** How many approvals wait for somebody. */
export async function countPendingApprovals(tx: TenantTransaction): Promise<number> {
  const [row] = await tx
    .select({ count: sql<number>`count(*)`.mapWith(Number) })
    .from(approvals)
    .where(eq(approvals.status, 'pending'));
  return row?.count ?? 0;
}

/** A decision as the record keeps it. */
export type DecisionRow = typeof decisions.$inferSelect;

/** Every decision on an approval, counted or not, in the order in which they came in. */
export async function listDecisions(tx: TenantTransaction, approval_id: string): Promise<DecisionRow[]> {
  return tx
    .select()
    .from(decisions)
    .where(eq(decisions.approval_id, approval_id))
    .orderBy(asc(decisions.created_at), asc(decisions.decision_id));
}
