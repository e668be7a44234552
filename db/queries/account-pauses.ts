import { and, eq, isNull, or } from 'drizzle-orm';
import type { TenantTransaction } from '../connect.ts';
import { pauses } from '../schema/index.ts';
import type { AdAccount } from './ad-accounts.ts';

/** Pauses that hold for an account as a whole: those of the tenant, its brand, its platform and itself, oldest first. */
export async function holdingAccountPauses(
  tx: TenantTransaction,
  account: Pick<AdAccount, 'ad_account_id' | 'brand_id' | 'platform'>,
) {
  const of = (scope: (typeof pauses.$inferSelect)['scope'], id: string) =>
    and(eq(pauses.scope, scope), eq(pauses.scope_id, id));
  return tx
    .select()
    .from(pauses)
    .where(
      and(
        isNull(pauses.resumed_at),
        or(
          eq(pauses.scope, 'tenant'),
          of('brand', account.brand_id),
          of('platform', account.platform),
          of('account', account.ad_account_id),
        ),
      ),
    )
    .orderBy(pauses.paused_at);
}
