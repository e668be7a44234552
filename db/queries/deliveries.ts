import { and, desc, eq, sql } from 'drizzle-orm';
import type { TenantTransaction } from '../connect.ts';
import { deliveries } from '../schema/index.ts';

/** A message that left, is leaving or could not leave the house. */
export type DeliveryRow = typeof deliveries.$inferSelect;

/** What is sent where; the same `dedupe_key` is the same message, for ever. */
export type NewDelivery = Pick<DeliveryRow, 'channel' | 'target' | 'kind' | 'approval_id' | 'dedupe_key'>;

/**
 * Takes a message for sending, before anything goes out: `claimed` for exactly one caller, and again after it certainly
 * did not arrive; else the row as it stands. While a message is `sending`, `external_ref` names who sends it.
 */
export async function claimDelivery(
  tx: TenantTransaction,
  delivery: NewDelivery,
  sender: string,
): Promise<{ readonly claimed: true } | { readonly claimed: false; readonly row: DeliveryRow }> {
  const added = await tx
    .insert(deliveries)
    .values({ ...delivery, status: 'sending', external_ref: sender })
    .onConflictDoNothing()
    .returning({ id: deliveries.delivery_id });
  if (added.length > 0) return { claimed: true };
  const again = await tx
    .update(deliveries)
    .set({ status: 'sending', external_ref: sender, attempts: sql`${deliveries.attempts} + 1` })
    .where(and(eq(deliveries.dedupe_key, delivery.dedupe_key), eq(deliveries.status, 'deferred')))
    .returning({ id: deliveries.delivery_id });
  if (again.length > 0) return { claimed: true };
  const row = await findDelivery(tx, delivery.dedupe_key);
  if (row === null) throw new Error('A delivery was neither new nor known.');
  return { claimed: false, row };
}

/** A message by its key; null when there is none. */
export async function findDelivery(tx: TenantTransaction, dedupe_key: string): Promise<DeliveryRow | null> {
  const [row] = await tx.select().from(deliveries).where(eq(deliveries.dedupe_key, dedupe_key));
  return row ?? null;
}

/** Writes what became of a message. `last_error` is a code with a sentence; hand in no secret. */
export async function settleDelivery(
  tx: TenantTransaction,
  dedupe_key: string,
  settled: Pick<DeliveryRow, 'status'> & Partial<Pick<DeliveryRow, 'external_ref' | 'last_error' | 'sent_at'>>,
): Promise<void> {
  await tx.update(deliveries).set(settled).where(eq(deliveries.dedupe_key, dedupe_key));
}

/** Every message about an approval, newest first. */
export function listDeliveries(tx: TenantTransaction, approval_id: string): Promise<DeliveryRow[]> {
  return tx
    .select()
    .from(deliveries)
    .where(eq(deliveries.approval_id, approval_id))
    .orderBy(desc(deliveries.created_at));
}
