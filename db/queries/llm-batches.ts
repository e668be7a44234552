import { and, asc, eq, inArray } from 'drizzle-orm';
import type { JsonValue } from '../../contracts/canonical-json.ts';
import type { TenantTransaction } from '../connect.ts';
import { llmBatches } from '../schema/index.ts';

/** A batch of questions as it is kept. */
export type LlmBatchRow = typeof llmBatches.$inferSelect;

/** The batches of an asker that a vendor took, the first one first. One of which nobody knows whether it was taken is none. */
export async function readBatches(tx: TenantTransaction, batch_key: string): Promise<readonly LlmBatchRow[]> {
  return tx
    .select()
    .from(llmBatches)
    .where(and(eq(llmBatches.batch_key, batch_key), inArray(llmBatches.status, ['running', 'settled'])))
    .orderBy(asc(llmBatches.created_at), asc(llmBatches.batch_id));
}

/** Writes a batch down before it goes to the vendor. */
export async function insertBatch(
  tx: TenantTransaction,
  batch: {
    readonly batch_key: string;
    readonly vendor: string;
    readonly model: string;
    readonly items: JsonValue;
    readonly now: Date;
  },
): Promise<LlmBatchRow> {
  const { now, ...rest } = batch;
  const [row] = await tx
    .insert(llmBatches)
    .values({ ...rest, status: 'submitting', created_at: now })
    .returning();
  if (row === undefined) throw new Error('The batch left no row.');
  return row;
}

/** Says what the vendor made of a batch that was handed in: its id there, or that it was not taken. */
export async function markSubmitted(
  tx: TenantTransaction,
  batch_id: string,
  vendor_batch_id: string | null,
): Promise<void> {
  const status = vendor_batch_id === null ? ('refused' as const) : ('running' as const);
  await tx
    .update(llmBatches)
    .set({ vendor_batch_id, status })
    .where(and(eq(llmBatches.batch_id, batch_id), eq(llmBatches.status, 'submitting')));
}

/** Closes a batch for whoever is first; false when it was closed already. Others wait for the end of this transaction. */
export async function closeBatch(tx: TenantTransaction, batch_id: string, now: Date): Promise<boolean> {
  const closed = await tx
    .update(llmBatches)
    .set({ status: 'settled', ended_at: now })
    .where(and(eq(llmBatches.batch_id, batch_id), eq(llmBatches.status, 'running')))
    .returning({ batch_id: llmBatches.batch_id });
  return closed.length > 0;
}
