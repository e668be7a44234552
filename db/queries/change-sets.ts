import { and, eq } from 'drizzle-orm';
import type { JsonObject } from '../../contracts/canonical-json.ts';
import type { ChangeSet } from '../../contracts/change-set.ts';
import type { TenantTransaction } from '../connect.ts';
import { approvals, changeSets } from '../schema/index.ts';

/** How a change set as a whole stands. */
export type ChangeSetState = 'applying' | 'applied' | 'not_applied' | 'partly_applied' | 'needs_human';

/** What is recorded when applying begins. */
export type NewChangeSet = {
  readonly execution_id: string;
  readonly step_id: string;
  readonly iteration: string;
  readonly action_id: string;
  readonly params: JsonObject;
  readonly plan_digest: string;
  readonly change_set: ChangeSet;
  readonly grant_kind: 'approval' | 'policy';
  readonly approval_id: string | null;
};

/** Records a granted change set and gives its id; recording the same plan of the same step again gives the same id. */
export async function recordChangeSet(tx: TenantTransaction, set: NewChangeSet): Promise<string> {
  const [inserted] = await tx
    .insert(changeSets)
    .values({ ...set, state: 'applying' })
    .onConflictDoNothing()
    .returning({ change_set_id: changeSets.change_set_id });
  if (inserted) return inserted.change_set_id;
  const [existing] = await tx
    .select({ change_set_id: changeSets.change_set_id })
    .from(changeSets)
    .where(
      and(
        eq(changeSets.execution_id, set.execution_id),
        eq(changeSets.step_id, set.step_id),
        eq(changeSets.iteration, set.iteration),
        eq(changeSets.plan_digest, set.plan_digest),
      ),
    );
  if (!existing) throw new Error('A change set was neither new nor known.');
  return existing.change_set_id;
}

/** Says how a change set as a whole stands. */
export async function setChangeSetState(
  tx: TenantTransaction,
  change_set_id: string,
  state: ChangeSetState,
): Promise<void> {
  await tx.update(changeSets).set({ state }).where(eq(changeSets.change_set_id, change_set_id));
}

/** Whether applying this plan of this step has begun before. */
export async function isChangeSetRecorded(
  tx: TenantTransaction,
  set: Pick<NewChangeSet, 'execution_id' | 'step_id' | 'iteration' | 'plan_digest'>,
): Promise<boolean> {
  const [row] = await tx
    .select({ change_set_id: changeSets.change_set_id })
    .from(changeSets)
    .where(
      and(
        eq(changeSets.execution_id, set.execution_id),
        eq(changeSets.step_id, set.step_id),
        eq(changeSets.iteration, set.iteration),
        eq(changeSets.plan_digest, set.plan_digest),
      ),
    );
  return row !== undefined;
}

/** What an approval covers, for checking a grant; null when the tenant has no such approval. */
export async function readApprovalGrant(tx: TenantTransaction, approval_id: string) {
  const [row] = await tx
    .select({
      status: approvals.status,
      plan_digest: approvals.plan_digest,
      execution_id: approvals.execution_id,
      action_id: approvals.action_id,
      quorum: approvals.quorum,
    })
    .from(approvals)
    .where(eq(approvals.approval_id, approval_id));
  return row ?? null;
}
