import { type AnyColumn, and, asc, eq, gte, lte, sql } from 'drizzle-orm';
import type { TenantTransaction } from '../connect.ts';
import { fctAdMetricDaily, metricObservations } from '../schema/index.ts';

/** Daily totals of a campaign from `since` to `until` (dates, inclusive), oldest first. */
export async function readDailyMetrics(tx: TenantTransaction, campaign_id: string, since: string, until: string) {
  const sum = (column: AnyColumn) => sql<number>`sum(${column})`.mapWith(Number);
  const nullable = (value: unknown) => (value === null ? null : Number(value));
  // A day has either one row for the whole campaign or one for each ad; where both came in, the whole campaign wins.
  return tx
    .select({
      dt: fctAdMetricDaily.dt,
      impressions: sum(fctAdMetricDaily.impressions),
      clicks: sum(fctAdMetricDaily.clicks),
      spend_minor: sum(fctAdMetricDaily.spend_minor),
      conversions: sql<number>`sum(${fctAdMetricDaily.conversions})`.mapWith(Number),
      revenue_minor: sum(fctAdMetricDaily.revenue_minor),
      frequency: sql<number | null>`avg(${fctAdMetricDaily.frequency})`.mapWith(nullable),
      impression_share: sql<number | null>`avg(${fctAdMetricDaily.impression_share})`.mapWith(nullable),
    })
    .from(fctAdMetricDaily)
    .where(
      and(
        eq(fctAdMetricDaily.campaign_id, campaign_id),
        gte(fctAdMetricDaily.dt, since),
        lte(fctAdMetricDaily.dt, until),
        sql`(${fctAdMetricDaily.ad_id} = '' or not exists (select 1 from fct_ad_metric_daily whole where whole.tenant_id = ${fctAdMetricDaily.tenant_id} and whole.campaign_id = ${fctAdMetricDaily.campaign_id} and whole.dt = ${fctAdMetricDaily.dt} and whole.ad_id = ''))`,
      ),
    )
    .groupBy(fctAdMetricDaily.dt)
    .orderBy(asc(fctAdMetricDaily.dt));
}

/** The plain series of a campaign from `since` to `until` (dates, inclusive), oldest first, at most 20,000 points. */
export async function readObservations(tx: TenantTransaction, campaign_id: string, since: string, until: string) {
  return tx
    .select({
      metric: metricObservations.metric,
      observed_at: metricObservations.observed_at,
      value: metricObservations.value,
    })
    .from(metricObservations)
    .where(
      and(
        eq(metricObservations.campaign_id, campaign_id),
        sql`${metricObservations.observed_at} >= ${since}::date`,
        sql`${metricObservations.observed_at} < ${until}::date + 1`,
      ),
    )
    .orderBy(asc(metricObservations.metric), asc(metricObservations.observed_at))
    .limit(20_000);
}
