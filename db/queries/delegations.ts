import { and, eq, inArray, sql } from 'drizzle-orm';
import type { EligiblePerson } from '../../contracts/approval.ts';
import type { TenantTransaction } from '../connect.ts';
import { approvalDelegations, approvals } from '../schema/index.ts';

/** One person's voice on one approval, handed to another. */
export type NewDelegation = {
  readonly delegation_id: string;
  readonly approval_id: string;
  readonly from_user_id: string;
  readonly to: EligiblePerson;
  readonly reason: string | null;
};

/**
 * Records a delegation and lets the other person decide: `known` when it was recorded before, `ended` when the approval
 * waits no more; then nothing changes. `allowed` is asked while the approval is locked, before anything is written, and
 * throws when the person may not be given the voice.
 */
export async function recordDelegation(
  tx: TenantTransaction,
  delegation: NewDelegation & { readonly allowed: () => void },
): Promise<'recorded' | 'known' | 'ended'> {
  const { delegation_id, approval_id, from_user_id, to, reason, allowed } = delegation;
  const open = await tx
    .select({ approval_id: approvals.approval_id })
    .from(approvals)
    .where(and(eq(approvals.approval_id, approval_id), inArray(approvals.status, ['pending', 'undo_window'])))
    .for('update');
  const before = await listDelegations(tx, approval_id);
  if (before.some((each) => each.delegation_id === delegation_id)) return 'known';
  if (open.length === 0) return 'ended';
  allowed();
  await tx
    .insert(approvalDelegations)
    .values({ delegation_id, approval_id, from_user_id, to_user_id: to.user_id, reason });
  await tx
    .update(approvals)
    .set({ eligible: sql`${approvals.eligible} || ${JSON.stringify([to])}::jsonb` })
    .where(eq(approvals.approval_id, approval_id));
  return 'recorded';
}

/** Who handed their voice to whom on an approval. */
export async function listDelegations(tx: TenantTransaction, approval_id: string) {
  return tx.select().from(approvalDelegations).where(eq(approvalDelegations.approval_id, approval_id));
}
