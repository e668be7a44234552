import { and, count, eq, isNotNull, sql } from 'drizzle-orm';
import type { ConversionEvent } from '../../contracts/conversion.ts';
import type { TenantTransaction } from '../connect.ts';
import { conversionBatches, conversionUploads } from '../schema/index.ts';
import { afterPosition, type KeysetPage, type KeysetPosition, newestFirst, toPage } from './keyset.ts';

/** So long the sealed events of a batch are kept at most, sent or not. */
export const batchKeptDays = 3;

/** What the seal of a batch is bound to, in the words of `sealCredential`: it opens for this batch and no other. */
export function sealedFor(tenant_id: string, batch_id: string) {
  return { tenant_id, platform: 'conversion_batch', external_id: batch_id };
}

/**
 * Keeps a batch until it is sent: its events only as the caller has sealed them, and of each event a row that names nobody,
 * which says that it waits. The same batch again changes nothing; `kept` is false then.
 */
export async function keepBatch(
  tx: TenantTransaction,
  batch: {
    readonly batch_id: string;
    readonly ad_account_id: string;
    readonly destination: string;
    readonly sealed: string;
    readonly execution_id: string;
    readonly received_by_email: string;
    readonly events: readonly ConversionEvent[];
  },
): Promise<{ readonly kept: boolean }> {
  const { events, ...row } = batch;
  const { ad_account_id, destination, execution_id } = batch;
  const inserted = await tx
    .insert(conversionBatches)
    .values({ ...row, event_count: events.length })
    .onConflictDoNothing()
    .returning({ batch_id: conversionBatches.batch_id });
  if (inserted.length === 0) return { kept: false };
  const waiting = events.map(({ event_id, event_name, happened_at, value_minor, currency }) => ({
    ...{ ad_account_id, destination, execution_id, event_id, event_name, happened_at: new Date(happened_at) },
    ...{ value_minor, currency, state: 'later' as const, reason: 'It waits to be sent.', attempts: 0 },
  }));
  await tx.insert(conversionUploads).values(waiting).onConflictDoNothing();
  return { kept: true };
}

/** A batch with its sealed events, which are null when it was emptied; null when the tenant has none of that id. */
export async function readBatch(tx: TenantTransaction, batch_id: string) {
  const [row] = await tx.select().from(conversionBatches).where(eq(conversionBatches.batch_id, batch_id)).for('update');
  return row ?? null;
}

/** Throws away the sealed events of a batch. */
export async function emptyBatch(tx: TenantTransaction, batch_id: string): Promise<void> {
  await tx
    .update(conversionBatches)
    .set({ sealed: null, emptied_at: sql`now()` })
    .where(eq(conversionBatches.batch_id, batch_id));
}

/** Throws away the sealed events of every batch that is older than they may be kept. Gives how many there were. */
export async function emptyOldBatches(tx: TenantTransaction): Promise<number> {
  const rows = await tx
    .update(conversionBatches)
    .set({ sealed: null, emptied_at: sql`now()` })
    .where(
      and(
        isNotNull(conversionBatches.sealed),
        sql`${conversionBatches.received_at} < now() - make_interval(days => ${batchKeptDays})`,
      ),
    )
    .returning({ batch_id: conversionBatches.batch_id });
  return rows.length;
}

/** How many conversions of an execution are in which state. */
export async function countStates(tx: TenantTransaction, execution_id: string) {
  const rows = await tx
    .select({ state: conversionUploads.state, n: count() })
    .from(conversionUploads)
    .where(eq(conversionUploads.execution_id, execution_id))
    .groupBy(conversionUploads.state);
  const of = (state: 'accepted' | 'refused' | 'later') => rows.find((row) => row.state === state)?.n ?? 0;
  return { accepted: of('accepted'), refused: of('refused'), later: of('later') };
}

/** What became of conversions, the last heard of first. */
export async function listConversions(
  tx: TenantTransaction,
  filter: {
    readonly limit: number;
    readonly after: KeysetPosition | null;
    readonly ad_account_id: string | null;
    readonly state: 'accepted' | 'refused' | 'later' | null;
    readonly event_id: string | null;
  },
): Promise<KeysetPage<typeof conversionUploads.$inferSelect>> {
  const { ad_account_id, state, event_id, limit, after } = filter;
  const rows = await tx
    .select()
    .from(conversionUploads)
    .where(
      and(
        afterPosition(conversionUploads.updated_at, conversionUploads.upload_id, after),
        ad_account_id === null ? undefined : eq(conversionUploads.ad_account_id, ad_account_id),
        state === null ? undefined : eq(conversionUploads.state, state),
        event_id === null ? undefined : eq(conversionUploads.event_id, event_id),
      ),
    )
    .orderBy(newestFirst(conversionUploads.updated_at, conversionUploads.upload_id))
    .limit(limit + 1);
  return toPage(rows, limit, (row) => ({ at: row.updated_at, id: row.upload_id }));
}
