import { and, eq, like, lt, or } from 'drizzle-orm';
import type { JsonValue } from '../../contracts/canonical-json.ts';
import type { TenantTransaction } from '../connect.ts';
import { collectorCache } from '../schema/index.ts';

type Place = { readonly collector_name: string; readonly cache_key: string };

/** The stored answer of a source, also one that has expired; null when there is none. */
export async function readCachedAnswer(tx: TenantTransaction, place: Place) {
  const { answer, fetched_at, expires_at } = collectorCache;
  const [row] = await tx
    .select({ answer, fetched_at, expires_at })
    .from(collectorCache)
    .where(and(eq(collectorCache.collector_name, place.collector_name), eq(collectorCache.cache_key, place.cache_key)));
  return row ?? null;
}

/** Stores an answer. One that came later stays: an answer that was overtaken must not replace a newer one. */
export async function writeCachedAnswer(
  tx: TenantTransaction,
  entry: Place & { readonly answer: JsonValue; readonly fetched_at: Date; readonly expires_at: Date },
): Promise<void> {
  const { answer, fetched_at, expires_at } = entry;
  await tx
    .insert(collectorCache)
    .values(entry)
    .onConflictDoUpdate({
      target: [collectorCache.tenant_id, collectorCache.collector_name, collectorCache.cache_key],
      set: { answer, fetched_at, expires_at },
      setWhere: lt(collectorCache.fetched_at, fetched_at),
    });
}

/** Throws the answers of a collector and of the sources below it away, because what they were made of was changed here. */
export async function forgetCachedAnswers(tx: TenantTransaction, collector_name: string): Promise<void> {
  await tx
    .delete(collectorCache)
    .where(
      or(eq(collectorCache.collector_name, collector_name), like(collectorCache.collector_name, `${collector_name}.%`)),
    );
}

/** Removes answers that expired before a moment; gives their number. */
export async function removeOldAnswers(tx: TenantTransaction, before: Date): Promise<number> {
  const removed = await tx
    .delete(collectorCache)
    .where(lt(collectorCache.expires_at, before))
    .returning({ collector_name: collectorCache.collector_name });
  return removed.length;
}
