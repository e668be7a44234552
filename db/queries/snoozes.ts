import { and, asc, eq, isNull } from 'drizzle-orm';
import type { TenantTransaction } from '../connect.ts';
import { approvalSnoozes, approvals } from '../schema/index.ts';

/** Hides an approval from one person; asking again replaces what was asked before. */
export async function snoozeApproval(
  tx: TenantTransaction,
  snooze: {
    readonly approval_id: string;
    readonly user_id: string;
    readonly until: Date;
    readonly condition: string | null;
  },
): Promise<void> {
  const { until, condition } = snooze;
  const again = { until, condition, created_at: new Date(), woken_at: null, woken_because: null };
  await tx
    .insert(approvalSnoozes)
    .values(snooze)
    .onConflictDoUpdate({
      target: [approvalSnoozes.tenant_id, approvalSnoozes.approval_id, approvalSnoozes.user_id],
      set: again,
    });
}

/** Shows an approval again. False when it was not hidden. */
export async function endSnooze(
  tx: TenantTransaction,
  {
    approval_id,
    user_id,
    because,
  }: { readonly approval_id: string; readonly user_id: string; readonly because: string },
): Promise<boolean> {
  const ended = await tx
    .update(approvalSnoozes)
    .set({ woken_at: new Date(), woken_because: because })
    .where(
      and(
        eq(approvalSnoozes.approval_id, approval_id),
        eq(approvalSnoozes.user_id, user_id),
        isNull(approvalSnoozes.woken_at),
      ),
    )
    .returning({ approval_id: approvalSnoozes.approval_id });
  return ended.length > 0;
}

/** Snoozes of approvals that still wait: those that are over, and those whose condition has to be looked at. */
export async function listOpenSnoozes(tx: TenantTransaction, limit: number) {
  return tx
    .select({
      approval_id: approvalSnoozes.approval_id,
      user_id: approvalSnoozes.user_id,
      until: approvalSnoozes.until,
      condition: approvalSnoozes.condition,
      campaign_id: approvals.campaign_id,
      title: approvals.title,
    })
    .from(approvalSnoozes)
    .innerJoin(approvals, eq(approvals.approval_id, approvalSnoozes.approval_id))
    .where(and(isNull(approvalSnoozes.woken_at), eq(approvals.status, 'pending')))
    .orderBy(asc(approvalSnoozes.until))
    .limit(limit);
}
