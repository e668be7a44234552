import { asc, eq, or, sql } from 'drizzle-orm';
import type { TenantTransaction } from '../connect.ts';
import { adAccounts, campaigns } from '../schema/index.ts';

const columns = {
  ad_account_id: adAccounts.ad_account_id,
  brand_id: adAccounts.brand_id,
  platform: adAccounts.platform,
  external_id: adAccounts.external_id,
  name: adAccounts.name,
  currency: adAccounts.currency,
  timezone: adAccounts.timezone,
  platform_settings: adAccounts.platform_settings,
  credential_ciphertext: adAccounts.credential_ciphertext,
};

/** One ad account by our own id; null when the tenant has none such. */
export async function readAdAccount(tx: TenantTransaction, ad_account_id: string) {
  const [row] = await tx.select(columns).from(adAccounts).where(eq(adAccounts.ad_account_id, ad_account_id));
  return row ?? null;
}
/** An ad account with its sealed token. */
export type AdAccount = NonNullable<Awaited<ReturnType<typeof readAdAccount>>>;

/** One ad account by our own id or by the platform's; null when the tenant has none such, or more than one. */
export async function findAdAccount(tx: TenantTransaction, id: string): Promise<AdAccount | null> {
  const rows = await tx
    .select(columns)
    .from(adAccounts)
    .where(or(sql`${adAccounts.ad_account_id}::text = ${id}`, eq(adAccounts.external_id, id)));
  return rows.length === 1 ? (rows[0] ?? null) : null;
}

/** All ad accounts of the tenant, by platform and name. */
export async function listAdAccounts(tx: TenantTransaction): Promise<readonly AdAccount[]> {
  return tx.select(columns).from(adAccounts).orderBy(asc(adAccounts.platform), asc(adAccounts.name));
}

/** A campaign and the ad account it runs in; null when the tenant has no such campaign. */
export async function readCampaignAccount(tx: TenantTransaction, campaign_id: string) {
  const [row] = await tx
    .select({
      ...columns,
      campaign_id: campaigns.campaign_id,
      campaign_name: campaigns.campaign_name,
      protected: campaigns.protected,
    })
    .from(campaigns)
    .innerJoin(adAccounts, eq(adAccounts.ad_account_id, campaigns.ad_account_id))
    .where(eq(campaigns.campaign_id, campaign_id));
  return row ?? null;
}

/** Keeps a renewed token of an account, sealed by the caller. */
export async function saveAccountCredential(
  tx: TenantTransaction,
  ad_account_id: string,
  credential_ciphertext: string,
): Promise<void> {
  await tx.update(adAccounts).set({ credential_ciphertext }).where(eq(adAccounts.ad_account_id, ad_account_id));
}

/** Keeps what the platform says of an account. */
export async function updateAccountFacts(
  tx: TenantTransaction,
  ad_account_id: string,
  { name, currency, timezone }: Pick<AdAccount, 'name' | 'currency' | 'timezone'>,
): Promise<void> {
  await tx.update(adAccounts).set({ name, currency, timezone }).where(eq(adAccounts.ad_account_id, ad_account_id));
}
