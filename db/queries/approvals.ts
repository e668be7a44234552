import { and, eq, inArray, isNotNull, isNull, lt, sql } from 'drizzle-orm';
import type { ApprovalStatus, EligiblePerson } from '../../contracts/approval.ts';
import type { TenantTransaction } from '../connect.ts';
import { approvals, notifications, recommendations } from '../schema/index.ts';

/** An approval as it is asked. */
export type NewApproval = Omit<
  typeof approvals.$inferInsert,
  'tenant_id' | 'status' | 'undo_until' | 'created_at' | 'decided_at'
>;

/** Asks an approval, once: false when one with this id was asked before, and then nothing changes. */
export async function insertApproval(tx: TenantTransaction, approval: NewApproval): Promise<boolean> {
  const added = await tx
    .insert(approvals)
    .values(approval)
    .onConflictDoNothing()
    .returning({ approval_id: approvals.approval_id });
  return added.length > 0;
}

/** What was frozen when an approval was asked; null when there is none with the id. */
export async function readAskedApproval(tx: TenantTransaction, approval_id: string) {
  const [row] = await tx
    .select({
      approval_id: approvals.approval_id,
      plan_digest: approvals.plan_digest,
      eligible: approvals.eligible,
      excluded_user_ids: approvals.excluded_user_ids,
      quorum: approvals.quorum,
      editable: approvals.editable,
      expires_at: approvals.expires_at,
      status: approvals.status,
      title: approvals.title,
      step_id: approvals.step_id,
      iteration: approvals.iteration,
      on_timeout: approvals.on_timeout,
    })
    .from(approvals)
    .where(eq(approvals.approval_id, approval_id));
  return row ?? null;
}

/** An approval that was given for a plan that no longer holds is worth nothing any more. */
export async function supersedeApproval(tx: TenantTransaction, approval_id: string): Promise<void> {
  await tx
    .update(approvals)
    .set({ status: 'superseded' })
    .where(and(eq(approvals.approval_id, approval_id), eq(approvals.status, 'approved')));
}

/** Writes how an open approval stands now. False when it has ended before, or stood so already: then nothing changes. */
export async function moveApproval(
  tx: TenantTransaction,
  move: {
    readonly approval_id: string;
    readonly status: ApprovalStatus;
    readonly undo_until: Date | null;
    readonly final: boolean;
  },
): Promise<boolean> {
  const changed = await tx
    .update(approvals)
    .set({
      status: move.status,
      undo_until: move.undo_until,
      ...(move.final ? { frozen_at: null } : {}),
      decided_at: move.status === 'pending' ? null : sql`coalesce(${approvals.decided_at}, now())`,
    })
    .where(
      and(
        eq(approvals.approval_id, move.approval_id),
        inArray(approvals.status, ['pending', 'undo_window']),
        sql`${approvals.status} <> ${move.status}`,
      ),
    )
    .returning({ approval_id: approvals.approval_id });
  return changed.length > 0;
}

/** Stops the clock of an open approval, or lets it go on with later moments. False when it has ended, or stood so already. */
export async function turnApprovalClock(
  tx: TenantTransaction,
  clock: {
    readonly approval_id: string;
    readonly expires_at: Date;
    readonly frozen_at: Date | null;
    readonly undo_until: Date | null;
  },
): Promise<boolean> {
  const { approval_id, ...moments } = clock;
  const changed = await tx
    .update(approvals)
    .set(moments)
    .where(
      and(
        eq(approvals.approval_id, approval_id),
        inArray(approvals.status, ['pending', 'undo_window']),
        moments.frozen_at === null ? isNotNull(approvals.frozen_at) : isNull(approvals.frozen_at),
      ),
    )
    .returning({ approval_id: approvals.approval_id });
  return changed.length > 0;
}

/** Asks more people the same question. False when that line of the chain was asked before, or the approval has ended. */
export async function askMorePeople(
  tx: TenantTransaction,
  more: { readonly approval_id: string; readonly level: number; readonly added: readonly EligiblePerson[] },
): Promise<boolean> {
  const changed = await tx
    .update(approvals)
    .set({
      eligible: sql`${approvals.eligible} || ${JSON.stringify(more.added)}::jsonb`,
      escalation_level: more.level,
    })
    .where(
      and(
        eq(approvals.approval_id, more.approval_id),
        inArray(approvals.status, ['pending', 'undo_window']),
        lt(approvals.escalation_level, more.level),
      ),
    )
    .returning({ approval_id: approvals.approval_id });
  return changed.length > 0;
}

/** Tells each of these people the same thing. */
export async function notifyPeople(
  tx: TenantTransaction,
  user_ids: readonly string[],
  message: { readonly kind: string; readonly title: string; readonly body: string; readonly link: string },
): Promise<void> {
  if (user_ids.length === 0) return;
  await tx.insert(notifications).values(user_ids.map((user_id) => ({ user_id, ...message })));
}

/** Ties the recommendation of an execution, if it has one, to the approval that asks about it. */
export async function linkRecommendation(
  tx: TenantTransaction,
  { execution_id, approval_id }: { readonly execution_id: string; readonly approval_id: string },
): Promise<void> {
  await tx.update(recommendations).set({ approval_id }).where(eq(recommendations.execution_id, execution_id));
}
