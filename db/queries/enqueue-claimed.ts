import { sql } from 'drizzle-orm';
import type { JsonObject } from '../../contracts/canonical-json.ts';
import type { Database, TenantTransaction } from '../connect.ts';
import { outbox } from '../schema/index.ts';
import type { ClaimedMessage } from './outbox.ts';

/**
 * Writes a message that its writer means to send right after the commit: it is born claimed for `lease_seconds`, so no
 * relay sends it at the same time. When the writer dies in between, it becomes due by itself.
 * Null when the `dedupe_key` is already there: then somebody else has sent it or is about to.
 */
export async function enqueueClaimedOutbox(
  tx: TenantTransaction,
  message: { readonly kind: string; readonly payload: JsonObject; readonly dedupe_key: string },
  lease_seconds: number,
): Promise<ClaimedMessage | null> {
  const [row] = await tx
    .insert(outbox)
    .values({ ...message, attempts: 1, next_attempt_at: sql`now() + make_interval(secs => ${lease_seconds})` })
    .onConflictDoNothing()
    .returning({ tenant_id: outbox.tenant_id, outbox_id: outbox.outbox_id });
  if (row === undefined) return null;
  const { kind, dedupe_key } = message;
  return { ...row, kind, payload: JSON.parse(JSON.stringify(message.payload)), dedupe_key, attempts: 1 };
}

/** Puts a claimed message off without counting it as failed: what it waits for has not happened yet. */
export async function postponeOutbox(
  database: Database,
  message: ClaimedMessage,
  reason: string,
  wait_seconds: number,
): Promise<void> {
  await database.sql`
    select fail_outbox(${message.tenant_id}, ${message.outbox_id}, ${message.attempts}, ${reason}, ${wait_seconds})`;
}
