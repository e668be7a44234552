import { and, asc, count, eq, sql } from 'drizzle-orm';
import { noCurrency } from '../../contracts/minor-units.ts';
import type { Platform } from '../../contracts/platform.ts';
import type { TenantTransaction } from '../connect.ts';
import { adAccounts, brands, campaigns, syncStreams } from '../schema/index.ts';
import type { AdAccount } from './ad-accounts.ts';

const { ad_account_id, platform, external_id, name, currency, timezone, brand_id, platform_settings } = adAccounts;

/** Facts of the accounts of the tenant, by platform and name: never the credential, only whether there is one. */
export async function listAccountFacts(
  tx: TenantTransaction,
  slice: { readonly limit: number; readonly offset: number; readonly ad_account_id: string | null },
) {
  const only = slice.ad_account_id === null ? undefined : eq(ad_account_id, slice.ad_account_id);
  const rows = await tx
    .select({
      ...{ ad_account_id, platform, external_id, name, currency, timezone, brand_id, platform_settings },
      brand_name: brands.name,
      has_credential: sql<boolean>`${adAccounts.credential_ciphertext} is not null`,
      campaigns: sql<number>`(select count(*) from ${campaigns} c where c.tenant_id = ${adAccounts.tenant_id}
        and c.ad_account_id = ${ad_account_id} and c.status not in ('deleted', 'archived'))`.mapWith(Number),
    })
    .from(adAccounts)
    .innerJoin(brands, eq(brands.brand_id, brand_id))
    .where(only)
    .orderBy(asc(platform), asc(name), asc(ad_account_id))
    .limit(slice.limit)
    .offset(slice.offset);
  const [all] = await tx.select({ total: count() }).from(adAccounts).where(only);
  return { rows, total: all?.total ?? 0 };
}
/** Facts of an account. */
export type AccountFacts = Awaited<ReturnType<typeof listAccountFacts>>['rows'][number];

/** The brand that an account is of when nobody names one: the only one of the tenant; null when there are several. */
export async function findOnlyBrand(tx: TenantTransaction): Promise<string | null> {
  const rows = await tx.select({ brand_id: brands.brand_id }).from(brands).limit(2);
  return rows.length === 1 ? (rows[0]?.brand_id ?? null) : null;
}

/** An account that somebody connects: the credential is sealed by the caller. */
export type ConnectedAccount = Pick<AdAccount, 'brand_id' | 'external_id' | 'name' | 'platform_settings'> & {
  readonly platform: Platform;
  readonly credential_ciphertext: string;
};

/**
 * Stores an account, or gives one that is known a new credential. What streams said of the old one is forgotten. Currency and
 * time zone are the platform's to tell: until its first sync an account has none.
 */
export async function connectAccount(
  tx: TenantTransaction,
  account: ConnectedAccount,
): Promise<{ readonly ad_account_id: string; readonly connected_before: boolean }> {
  const { credential_ciphertext, platform_settings } = account;
  const [row] = await tx
    .insert(adAccounts)
    .values({ ...account, currency: noCurrency, timezone: 'UTC' })
    .onConflictDoUpdate({
      target: [adAccounts.tenant_id, adAccounts.platform, adAccounts.external_id],
      set: { credential_ciphertext, platform_settings },
    })
    .returning({ ad_account_id: adAccounts.ad_account_id, inserted: sql<boolean>`xmax = 0` });
  if (row === undefined) throw new Error('The account was not stored.');
  await tx
    .update(syncStreams)
    .set({ error_code: null, error_message: null })
    .where(and(eq(syncStreams.ad_account_id, row.ad_account_id), eq(syncStreams.status, 'failed')));
  return { ad_account_id: row.ad_account_id, connected_before: !row.inserted };
}
