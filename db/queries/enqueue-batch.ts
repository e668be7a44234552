import { sql } from 'drizzle-orm';
import type { JsonObject } from '../../contracts/canonical-json.ts';
import type { TenantTransaction } from '../connect.ts';
import { outbox } from '../schema/index.ts';
import { outboxChannel } from './outbox.ts';

/** Rows of one statement; Postgres takes at most 65,535 parameters. */
const rowsAtOnce = 1_000;

/**
 * Writes many messages for the outside world in the transaction of the change that causes them, as `enqueueOutbox` does
 * for one. Gives how many are new; those whose `dedupe_key` is known are left as they are.
 */
export async function enqueueOutboxBatch(
  tx: TenantTransaction,
  messages: readonly { readonly kind: string; readonly payload: JsonObject; readonly dedupe_key: string }[],
): Promise<number> {
  let added = 0;
  for (let from = 0; from < messages.length; from += rowsAtOnce) {
    const rows = await tx
      .insert(outbox)
      .values(messages.slice(from, from + rowsAtOnce))
      .onConflictDoNothing()
      .returning({ outbox_id: outbox.outbox_id });
    added += rows.length;
  }
  if (added > 0) await tx.execute(sql`select pg_notify(${outboxChannel}, 'batch')`);
  return added;
}
