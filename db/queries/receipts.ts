import { and, asc, desc, eq, inArray, isNull, sql } from 'drizzle-orm';
import type { Change, Receipt } from '../../contracts/change-set.ts';
import type { TenantTransaction } from '../connect.ts';
import { receipts, writeIntents } from '../schema/index.ts';

/** What is recorded when a change is verified. */
export type NewReceipt = {
  readonly intent_id: string;
  readonly change_set_id: string;
  readonly execution_id: string;
  readonly change: Change;
  readonly inverse: Change;
  readonly settled_by: Receipt['settled_by'];
  readonly platform_request_id: string | null;
};

/** Records the receipt of one intent, at the moment that the intent says it was applied. */
export async function recordReceipt(tx: TenantTransaction, receipt: NewReceipt): Promise<void> {
  const applied_at = sql`(select applied_at from write_intents where intent_id = ${receipt.intent_id})`;
  await tx.insert(receipts).values({ ...receipt, campaign_id: receipt.change.campaign_id, applied_at });
}

/** The receipts of a change set, in the order of `intent_ids`. */
export async function readReceipts(tx: TenantTransaction, intent_ids: readonly string[]): Promise<readonly Receipt[]> {
  const rows = await tx
    .select({
      intent_id: receipts.intent_id,
      receipt_id: receipts.receipt_id,
      change: receipts.change,
      state: writeIntents.state,
      settled_by: receipts.settled_by,
      platform_request_id: receipts.platform_request_id,
      applied_at: receipts.applied_at,
    })
    .from(receipts)
    .innerJoin(writeIntents, eq(writeIntents.intent_id, receipts.intent_id))
    .where(inArray(receipts.intent_id, [...intent_ids]));
  const ordered = intent_ids.flatMap((intent_id) => rows.filter((row) => row.intent_id === intent_id));
  return ordered.map(({ intent_id: _, applied_at, ...row }) => ({ ...row, applied_at: applied_at.toISOString() }));
}

/** The receipts of an execution that nothing has undone yet, newest first. */
export async function listUndoableReceipts(tx: TenantTransaction, execution_id: string) {
  return tx
    .select({
      receipt_id: receipts.receipt_id,
      change: receipts.change,
      inverse: receipts.inverse,
      applied_at: receipts.applied_at,
    })
    .from(receipts)
    .where(and(eq(receipts.execution_id, execution_id), isNull(receipts.undone_by_execution_id)))
    .orderBy(desc(receipts.applied_at), asc(receipts.receipt_id));
}
