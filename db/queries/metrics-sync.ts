import { getTableColumns, type SQL, sql } from 'drizzle-orm';
import type { InsightRow, Platform } from '../../contracts/ad-platform.ts';
import type { TenantTransaction } from '../connect.ts';
import { fctAdMetricDaily, fctAdMetricHourly } from '../schema/index.ts';

const batchSize = 500;
/** What a repeated sync restates; the key and the tenant stay. */
const restated = [
  'channel',
  'impressions',
  'clicks',
  'spend_minor',
  'currency',
  'conversions',
  'revenue_minor',
  'reach',
  'frequency',
  'impression_share',
  'impression_share_lost_budget',
  'impression_share_lost_rank',
  'engagements',
  'video_views',
  'video_completions',
  'source',
] as const;

function excluded(table: typeof fctAdMetricDaily | typeof fctAdMetricHourly): Record<string, SQL> {
  const columns = getTableColumns(table);
  const told = Object.fromEntries(restated.map((name) => [name, sql.raw(`excluded."${columns[name].name}"`)]));
  // Where the platform tells no share, the one that an import knew stays.
  return {
    ...told,
    impression_share: sql`coalesce(${sql.raw('excluded.impression_share')}, ${table}.impression_share)`,
  };
}

/** Whose insights they are. */
export type InsightsOwner = { readonly campaign_id: string; readonly platform: Platform; readonly currency: string };

function measures(row: InsightRow, owner: InsightsOwner) {
  const { impressions, clicks, spend_minor, conversions, revenue_minor, reach, frequency } = row;
  return {
    campaign_id: owner.campaign_id,
    ad_id: '',
    channel: owner.platform,
    currency: owner.currency,
    source: owner.platform,
    ...{ impressions, clicks, spend_minor, conversions, revenue_minor, reach, frequency },
    impression_share: row.impression_share ?? null,
    impression_share_lost_budget: row.impression_share_lost_budget ?? null,
    impression_share_lost_rank: row.impression_share_lost_rank ?? null,
    engagements: row.engagements ?? null,
    video_views: row.video_views ?? null,
    video_completions: row.video_completions ?? null,
  };
}

/** Writes daily rows of a whole campaign by their key: a repeated sync restates, it does not add. Gives the number of rows. */
export async function upsertDailyInsights(tx: TenantTransaction, owner: InsightsOwner, rows: readonly InsightRow[]) {
  for (let from = 0; from < rows.length; from += batchSize) {
    await tx
      .insert(fctAdMetricDaily)
      .values(rows.slice(from, from + batchSize).map((row) => ({ ...measures(row, owner), dt: row.date })))
      .onConflictDoUpdate({
        target: [fctAdMetricDaily.tenant_id, fctAdMetricDaily.campaign_id, fctAdMetricDaily.ad_id, fctAdMetricDaily.dt],
        set: excluded(fctAdMetricDaily),
      });
  }
  return rows.length;
}

/**
 * Writes hourly rows by their key. The platform names an hour of the account's own clock; the database turns it into a
 * moment. The hour that a clock change skips does not exist, and the one it repeats is one hour on the platform, too.
 */
export async function upsertHourlyInsights(
  tx: TenantTransaction,
  owner: InsightsOwner,
  timezone: string,
  rows: readonly InsightRow[],
) {
  const hours = rows.flatMap((row) => (row.hour === null ? [] : [{ row, hour: row.hour }]));
  for (let from = 0; from < hours.length; from += batchSize) {
    await tx
      .insert(fctAdMetricHourly)
      .values(
        hours.slice(from, from + batchSize).map(({ row, hour }) => ({
          ...measures(row, owner),
          hour: sql`(${row.date}::date + make_interval(hours => ${hour}::int)) at time zone ${timezone}`,
        })),
      )
      .onConflictDoUpdate({
        target: [
          fctAdMetricHourly.tenant_id,
          fctAdMetricHourly.campaign_id,
          fctAdMetricHourly.ad_id,
          fctAdMetricHourly.hour,
        ],
        set: excluded(fctAdMetricHourly),
      });
  }
  return hours.length;
}
