import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { JsonObject } from '../../contracts/canonical-json.ts';
import type { Database, TenantTransaction } from '../connect.ts';
import { outbox } from '../schema/index.ts';
import { currentTenant } from '../schema/tenant-table.ts';

/** The Postgres channel on which a new message is announced, so that a relay need not wait for its next look. */
export const outboxChannel = 'mbi_outbox';

/**
 * Writes a message for the outside world in the transaction of the change that causes it.
 * The same `dedupe_key` is the same message, for ever: then nothing is added and the answer is false.
 */
export async function enqueueOutbox(
  tx: TenantTransaction,
  message: { readonly kind: string; readonly payload: JsonObject; readonly dedupe_key: string },
): Promise<boolean> {
  const added = await tx.insert(outbox).values(message).onConflictDoNothing().returning({ id: outbox.outbox_id });
  if (added.length > 0) await tx.execute(sql`select pg_notify(${outboxChannel}, ${message.kind})`);
  return added.length > 0;
}

const claimedSchema = z.object({
  tenant_id: z.uuid(),
  outbox_id: z.coerce.number().int(),
  kind: z.string(),
  payload: z.record(z.string(), z.json()),
  dedupe_key: z.string(),
  attempts: z.int(),
});
/** A message that this relay may send now; `attempts` counts this attempt too and proves the claim. */
export type ClaimedMessage = Omit<z.infer<typeof claimedSchema>, 'payload'> & { readonly payload: JsonObject };

/**
 * Takes up to `limit` due messages of all tenants for `lease_seconds`. Relays that claim at once get different rows.
 * A message that is neither finished nor failed within the lease becomes due again: sending is at least once.
 */
export async function claimOutbox(
  database: Database,
  { limit, lease_seconds }: { readonly limit: number; readonly lease_seconds: number },
): Promise<readonly ClaimedMessage[]> {
  const rows = await database.sql`select * from claim_outbox(${limit}, ${lease_seconds})`;
  return rows.map((row) => claimedSchema.parse(row));
}

/** Notes that a message has arrived; it is never claimed again. Harmless to repeat. */
export async function finishOutbox(database: Database, message: ClaimedMessage): Promise<void> {
  await database.sql`select finish_outbox(${message.tenant_id}, ${message.outbox_id})`;
}

/** Seconds until the next attempt: 1, 2, 4 … up to five minutes. */
export function outboxBackoffSeconds(attempts: number): number {
  return Math.min(300, 2 ** Math.max(0, attempts - 1));
}

/**
 * Notes why sending failed and when to try again. Does nothing when the lease ran out and another relay has the message.
 * `error` is kept for people: hand in no secret.
 */
export async function failOutbox(database: Database, message: ClaimedMessage, error: string): Promise<void> {
  const wait_seconds = outboxBackoffSeconds(message.attempts);
  await database.sql`
    select fail_outbox(${message.tenant_id}, ${message.outbox_id}, ${message.attempts}, ${error}, ${wait_seconds})`;
}

/** Makes due at once what is put off until a workflow is there: its signals. One that is just being sent may be sent twice. */
export async function hurryOutbox(tx: TenantTransaction, workflow_id: string): Promise<void> {
  const hurried = await tx.execute(sql`
    select fail_outbox(tenant_id, outbox_id, attempts, last_error, 0) from outbox
    where tenant_id = ${currentTenant} and done_at is null and kind like 'signal\\_%'
      and payload ->> 'workflow_id' = ${workflow_id}`);
  if (hurried.length > 0) await tx.execute(sql`select pg_notify(${outboxChannel}, 'hurried')`);
}
