import type { TenantTransaction } from '../connect.ts';
import { decisions } from '../schema/index.ts';

/** A decision as it is handed in. */
export type NewDecision = Omit<
  typeof decisions.$inferInsert,
  'tenant_id' | 'status' | 'ignored_code' | 'created_at' | 'settled_at'
>;

/** Records a decision as submitted. The same id is the same decision: then nothing is added and the answer is false. */
export async function insertDecision(tx: TenantTransaction, decision: NewDecision): Promise<boolean> {
  const added = await tx
    .insert(decisions)
    .values(decision)
    .onConflictDoNothing()
    .returning({ id: decisions.decision_id });
  return added.length > 0;
}
