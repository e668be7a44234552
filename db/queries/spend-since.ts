import { and, asc, inArray, sql } from 'drizzle-orm';
import type { SpentSince } from '../../contracts/undo.ts';
import type { TenantTransaction } from '../connect.ts';
import { fctAdMetricDaily } from '../schema/index.ts';

/** Tells what a campaign has spent since a day of its account’s calendar; that day is counted whole. */
export type SpendBook = (campaign: {
  readonly campaign_id: string;
  readonly currency: string;
  readonly since_day: string;
}) => SpentSince;

/**
 * Reads the spend of some campaigns from a day on, by our own figures: of a day with a row for the whole campaign that row
 * counts, else those of its ads together. What is not known yet is null and not 0.
 */
export async function readSpendBook(
  tx: TenantTransaction,
  campaign_ids: readonly string[],
  from_day: string,
): Promise<SpendBook> {
  const table = fctAdMetricDaily;
  const ofCampaigns = inArray(table.campaign_id, [...campaign_ids]);
  const [days, last] =
    campaign_ids.length === 0
      ? [[], []]
      : await Promise.all([
          tx
            .select({
              campaign_id: table.campaign_id,
              dt: table.dt,
              spend_minor: sql<string>`case when bool_or(${table.ad_id} = '')
                then sum(${table.spend_minor}) filter (where ${table.ad_id} = '') else sum(${table.spend_minor}) end`,
            })
            .from(table)
            .where(and(ofCampaigns, sql`${table.dt} >= ${from_day}::date`))
            .groupBy(table.campaign_id, table.dt)
            .orderBy(asc(table.dt)),
          tx
            .select({ campaign_id: table.campaign_id, known_until: sql<string>`max(${table.dt})::text` })
            .from(table)
            .where(ofCampaigns)
            .groupBy(table.campaign_id),
        ]);
  return ({ campaign_id, currency, since_day }) => {
    const known_until = last.find((row) => row.campaign_id === campaign_id)?.known_until ?? null;
    const known = known_until !== null && known_until >= since_day;
    const spend = days
      .filter((row) => row.campaign_id === campaign_id && row.dt >= since_day)
      .reduce((sum, row) => sum + Number(row.spend_minor), 0);
    return { currency, since_day, known_until, spend_minor: known ? spend : null };
  };
}
