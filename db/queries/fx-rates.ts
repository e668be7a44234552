import { and, desc, eq, inArray, sql } from 'drizzle-orm';
import type { TenantTransaction } from '../connect.ts';
import { adAccounts, campaigns, fxRates, tenants } from '../schema/index.ts';
import { currentTenant } from '../schema/tenant-table.ts';

/** How a tenant adds up money: in which currency, and for how long a widened cap cools off. */
export async function readMoneySettings(tx: TenantTransaction) {
  const [row] = await tx
    .select({ base_currency: tenants.base_currency, cap_cooling_off_hours: tenants.cap_cooling_off_hours })
    .from(tenants)
    .where(eq(tenants.tenant_id, currentTenant));
  if (row === undefined) throw new Error('There is no current tenant.');
  return row;
}

/**
 * What one unit of each currency is worth in the base currency: the newest rate of today (UTC, by the database's clock) or
 * before. The base currency itself is worth 1; a currency without a rate is not in the answer.
 */
export async function readRates(
  tx: TenantTransaction,
  base_currency: string,
  currencies: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const foreign = currencies.filter((currency) => currency !== base_currency);
  const rows =
    foreign.length === 0
      ? []
      : await tx
          .selectDistinctOn([fxRates.currency], { currency: fxRates.currency, rate: fxRates.rate })
          .from(fxRates)
          .where(
            and(
              inArray(fxRates.currency, foreign),
              eq(fxRates.base_currency, base_currency),
              sql`${fxRates.as_of} <= (clock_timestamp() at time zone 'utc')::date`,
            ),
          )
          .orderBy(fxRates.currency, desc(fxRates.as_of));
  return new Map([[base_currency, 1], ...rows.map(({ currency, rate }) => [currency, rate] as const)]);
}

/** Currency and time zone of ad accounts, by the platform's id of the account. */
export async function readAccountMoney(tx: TenantTransaction, account_ids: readonly string[]) {
  return tx
    .select({
      platform: adAccounts.platform,
      account_id: adAccounts.external_id,
      currency: adAccounts.currency,
      timezone: adAccounts.timezone,
    })
    .from(adAccounts)
    .where(inArray(adAccounts.external_id, [...account_ids]));
}
/** In which ad account each of some campaigns runs now, and in which currency that counts. */
export async function readCampaignMoney(tx: TenantTransaction, campaign_ids: readonly string[]) {
  return tx
    .select({
      campaign_id: campaigns.campaign_id,
      account_id: adAccounts.external_id,
      currency: adAccounts.currency,
    })
    .from(campaigns)
    .innerJoin(adAccounts, eq(adAccounts.ad_account_id, campaigns.ad_account_id))
    .where(inArray(campaigns.campaign_id, [...campaign_ids]));
}

/** How an ad account counts money and days. */
export type AccountMoney = Awaited<ReturnType<typeof readAccountMoney>>[number];

const columns = {
  currency: fxRates.currency,
  base_currency: fxRates.base_currency,
  as_of: fxRates.as_of,
  rate: fxRates.rate,
  source: fxRates.source,
  entered_by_email: fxRates.entered_by_email,
  entered_at: fxRates.entered_at,
};

/** Rates into the base currency, the newest day first. */
export async function listRates(tx: TenantTransaction, limit: number) {
  return tx.select(columns).from(fxRates).orderBy(desc(fxRates.as_of), fxRates.currency).limit(limit);
}
/** A rate as it was entered. */
export type RateRow = Awaited<ReturnType<typeof listRates>>[number];

/** The known rate of a currency on the day that is nearest to another, and how many days lie between; null when there is none. */
export async function findNearestRate(
  tx: TenantTransaction,
  { currency, base_currency, as_of }: Pick<RateRow, 'currency' | 'base_currency' | 'as_of'>,
) {
  const days = sql<number>`abs(${fxRates.as_of} - ${as_of}::date)`.mapWith(Number);
  const [row] = await tx
    .select({ as_of: fxRates.as_of, rate: fxRates.rate, days })
    .from(fxRates)
    .where(and(eq(fxRates.currency, currency), eq(fxRates.base_currency, base_currency)))
    .orderBy(days, desc(fxRates.as_of))
    .limit(1);
  return row ?? null;
}

/** Adds a rate; null when there is one of this currency and day already. */
export async function addRate(tx: TenantTransaction, rate: Omit<RateRow, 'entered_at'>): Promise<RateRow | null> {
  const [added] = await tx.insert(fxRates).values(rate).onConflictDoNothing().returning(columns);
  return added ?? null;
}
