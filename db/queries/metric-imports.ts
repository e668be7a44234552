import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { TenantTransaction } from '../connect.ts';
import type { DailyRow } from '../import/daily-rows.ts';
import { metricImports } from '../schema/index.ts';

/** How many rows were new and how many changed; the rest were there with the same figures. */
export type UpsertCounts = { readonly inserted: number; readonly updated: number };

const countsSchema = z.object({ inserted: z.coerce.number(), updated: z.coerce.number() });

/** Notes an import, so that every imported row can point at its file. */
export async function insertMetricImport(
  tx: TenantTransaction,
  entry: Pick<
    typeof metricImports.$inferInsert,
    'import_id' | 'campaign_id' | 'file_name' | 'format' | 'row_count' | 'imported_by'
  >,
): Promise<void> {
  await tx.insert(metricImports).values(entry);
}

/** Where imported rows belong and come from. */
export type ImportedRows = { readonly campaign_id: string; readonly source: string; readonly import_id: string };

/** Writes points of a plain series by their key in one statement. The moments of one call must differ. */
export async function upsertObservations(
  tx: TenantTransaction,
  owner: ImportedRows & { readonly metric: string },
  points: readonly { readonly observed_at: Date; readonly value: number }[],
): Promise<UpsertCounts> {
  const rows = JSON.stringify(points.map((point) => ({ at: point.observed_at.toISOString(), value: point.value })));
  const answer = await tx.execute(sql`
    with written as (
      insert into metric_observations (campaign_id, metric, observed_at, value, source, import_id)
      select ${owner.campaign_id}, ${owner.metric}, point.at, point.value, ${owner.source}, ${owner.import_id}::uuid
      from jsonb_to_recordset(${rows}::jsonb) as point(at timestamptz, value double precision)
      on conflict (tenant_id, campaign_id, metric, observed_at) do update
        set value = excluded.value, source = excluded.source, import_id = excluded.import_id
        where metric_observations.value is distinct from excluded.value
      returning (xmax = 0) as is_new
    )
    select count(*) filter (where is_new) as inserted, count(*) filter (where not is_new) as updated from written`);
  return countsSchema.parse(answer[0]);
}

/** Writes days by their key in one statement. The days of one call must differ. What an export does not say (null) keeps what is stored. */
export async function upsertDays(
  tx: TenantTransaction,
  owner: ImportedRows & { readonly channel: string; readonly currency: string },
  days: readonly DailyRow[],
): Promise<UpsertCounts> {
  const answer = await tx.execute(sql`
    with written as (
      insert into fct_ad_metric_daily as held (campaign_id, ad_id, dt, channel, currency, source, import_id,
        impressions, clicks, spend_minor, conversions, revenue_minor, reach, frequency, impression_share)
      select ${owner.campaign_id}, day.ad_id, day.dt, ${owner.channel}, ${owner.currency}, ${owner.source},
        ${owner.import_id}::uuid, day.impressions, day.clicks, day.spend_minor, day.conversions, day.revenue_minor,
        day.reach, day.frequency, day.impression_share
      from jsonb_to_recordset(${JSON.stringify(days)}::jsonb) as day(dt date, ad_id text, impressions bigint,
        clicks bigint, spend_minor bigint, conversions double precision, revenue_minor bigint, reach bigint,
        frequency double precision, impression_share double precision)
      on conflict (tenant_id, campaign_id, ad_id, dt) do update set
        channel = excluded.channel, currency = excluded.currency, source = excluded.source,
        import_id = excluded.import_id, impressions = excluded.impressions, clicks = excluded.clicks,
        spend_minor = excluded.spend_minor, conversions = excluded.conversions,
        revenue_minor = excluded.revenue_minor, reach = coalesce(excluded.reach, held.reach),
        frequency = coalesce(excluded.frequency, held.frequency),
        impression_share = coalesce(excluded.impression_share, held.impression_share)
      where (held.impressions, held.clicks, held.spend_minor, held.conversions, held.revenue_minor, held.reach,
          held.frequency, held.impression_share)
        is distinct from (excluded.impressions, excluded.clicks, excluded.spend_minor, excluded.conversions,
          excluded.revenue_minor, coalesce(excluded.reach, held.reach), coalesce(excluded.frequency, held.frequency),
          coalesce(excluded.impression_share, held.impression_share))
      returning (xmax = 0) as is_new
    )
    select count(*) filter (where is_new) as inserted, count(*) filter (where not is_new) as updated from written`);
  return countsSchema.parse(answer[0]);
}
