import { and, asc, eq, isNull, sql } from 'drizzle-orm';
import type { TenantTransaction } from '../connect.ts';
import { webhooks } from '../schema/index.ts';

/** A door for signed events, with its sealed secrets. */
export type WebhookRow = typeof webhooks.$inferSelect;

/** What the seal of a door's secrets is bound to, in the words of `sealCredential`: it opens for this door and no other. */
export function webhookSealedFor(tenant_id: string, webhook_id: string) {
  return { tenant_id, platform: 'webhook', external_id: webhook_id };
}

/** Adds a door. False when the name is taken, also by one that was revoked: a name means one sender for ever. */
export async function insertWebhook(
  tx: TenantTransaction,
  webhook: Pick<WebhookRow, 'webhook_id' | 'name' | 'secret_ciphertext' | 'created_by'>,
): Promise<boolean> {
  const added = await tx.insert(webhooks).values(webhook).onConflictDoNothing().returning({ name: webhooks.name });
  return added.length > 0;
}

/** Every door of the tenant by name, without secrets. */
export async function listWebhooks(tx: TenantTransaction) {
  const { webhook_id, name, created_at, last_received_at, revoked_at } = webhooks;
  return tx
    .select({ webhook_id, name, created_at, last_received_at, revoked_at })
    .from(webhooks)
    .orderBy(asc(webhooks.name));
}

/** An open door by its name or, locked until the transaction ends, by its id; null when there is none or it was revoked. */
export async function findWebhook(
  tx: TenantTransaction,
  by: { readonly name: string } | { readonly webhook_id: string },
): Promise<WebhookRow | null> {
  const wanted = 'name' in by ? eq(webhooks.name, by.name) : sql`${webhooks.webhook_id}::text = ${by.webhook_id}`;
  const query = tx
    .select()
    .from(webhooks)
    .where(and(wanted, isNull(webhooks.revoked_at)));
  const [row] = await ('name' in by ? query : query.for('update'));
  return row ?? null;
}

/** Puts other secrets in the place of a door's, or shuts it for ever. */
export async function changeWebhook(
  tx: TenantTransaction,
  webhook_id: string,
  change: { readonly secret_ciphertext: string } | { readonly revoked_at: Date },
): Promise<void> {
  await tx.update(webhooks).set(change).where(eq(webhooks.webhook_id, webhook_id));
}

/** Notes that something came through a door. */
export async function touchWebhook(tx: TenantTransaction, webhook_id: string): Promise<void> {
  await tx.update(webhooks).set({ last_received_at: sql`now()` }).where(eq(webhooks.webhook_id, webhook_id));
}
