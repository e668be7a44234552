import { and, eq, notInArray, sql } from 'drizzle-orm';
import type { AudienceState } from '../../contracts/ad-platform.ts';
import type { TenantTransaction } from '../connect.ts';
import { audiences } from '../schema/index.ts';

/**
 * Makes our list of an account's audiences the one that the platform gives: what is new appears, what is not listed any more
 * is removed, since nothing of ours hangs on it. Counts what changed, leaving aside when each was last seen.
 */
export async function saveAudiences(
  tx: TenantTransaction,
  ad_account_id: string,
  listed: readonly AudienceState[],
  seen_at: Date,
): Promise<{ readonly read: number; readonly changed: number; readonly removed: number }> {
  let changed = 0;
  for (const { audience_id, name, kind, size, ready } of listed) {
    const told = { name, kind, size, ready };
    const rows = await tx
      .insert(audiences)
      .values({ ad_account_id, audience_id, ...told, seen_at })
      .onConflictDoUpdate({
        target: [audiences.tenant_id, audiences.ad_account_id, audiences.audience_id],
        set: told,
        setWhere: sql`(${audiences.name}, ${audiences.kind}, ${audiences.size}, ${audiences.ready})
          is distinct from (excluded.name, excluded.kind, excluded.size, excluded.ready)`,
      })
      .returning({ id: audiences.id });
    changed += rows.length;
  }
  const ids = listed.map((each) => each.audience_id);
  const missing = and(
    eq(audiences.ad_account_id, ad_account_id),
    ids.length === 0 ? undefined : notInArray(audiences.audience_id, ids),
  );
  const removed = await tx.delete(audiences).where(missing).returning({ id: audiences.id });
  await tx.update(audiences).set({ seen_at }).where(eq(audiences.ad_account_id, ad_account_id));
  return { read: listed.length, changed: changed + removed.length, removed: removed.length };
}

/** The audiences of an account as they were last listed, by name. */
export async function listStoredAudiences(tx: TenantTransaction, ad_account_id: string) {
  const { audience_id, name, kind, size, ready, seen_at } = audiences;
  return tx
    .select({ audience_id, name, kind, size, ready, seen_at })
    .from(audiences)
    .where(eq(audiences.ad_account_id, ad_account_id))
    .orderBy(audiences.name, audiences.audience_id);
}
