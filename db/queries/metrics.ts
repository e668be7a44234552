import { and, asc, desc, eq, gt, lt, lte, sql } from 'drizzle-orm';
import type { TenantTransaction } from '../connect.ts';
import {
  adAccounts,
  campaigns,
  creatives,
  fctAdMetricDaily,
  fctAdMetricHourly,
  metricObservations,
} from '../schema/index.ts';

/** A campaign with its account's clock and its creatives; null when this tenant has none of that id. */
export async function readMetricsOwner(tx: TenantTransaction, campaign_id: string) {
  const [campaign] = await tx
    .select({
      campaign_id: campaigns.campaign_id,
      campaign_name: campaigns.campaign_name,
      currency: campaigns.currency,
      timezone: adAccounts.timezone,
      target_cpa_minor: campaigns.target_cpa_minor,
      daily_budget_minor: campaigns.daily_budget_minor,
      audience_size: campaigns.audience_size,
      protected: campaigns.protected,
    })
    .from(campaigns)
    .innerJoin(adAccounts, eq(adAccounts.ad_account_id, campaigns.ad_account_id))
    .where(eq(campaigns.campaign_id, campaign_id));
  if (campaign === undefined) return null;
  const owned = await tx
    .select({
      creative_id: creatives.creative_id,
      name: creatives.name,
      state: creatives.state,
      started_on: creatives.started_on,
    })
    .from(creatives)
    .where(eq(creatives.campaign_id, campaign_id))
    .orderBy(asc(creatives.creative_id));
  return { ...campaign, creatives: owned };
}

/**
 * Days of a campaign from `since` to before `until` (dates), oldest first. A day has one row for the whole campaign or
 * one for each ad; where both came in, the whole campaign wins, because people reached by two ads are counted once there.
 */
export async function readMetricDays(tx: TenantTransaction, campaign_id: string, since: string, until: string) {
  const rows = await tx
    .select({
      dt: fctAdMetricDaily.dt,
      ad_id: fctAdMetricDaily.ad_id,
      currency: fctAdMetricDaily.currency,
      impressions: fctAdMetricDaily.impressions,
      clicks: fctAdMetricDaily.clicks,
      spend_minor: fctAdMetricDaily.spend_minor,
      conversions: fctAdMetricDaily.conversions,
      revenue_minor: fctAdMetricDaily.revenue_minor,
      reach: fctAdMetricDaily.reach,
      frequency: fctAdMetricDaily.frequency,
      impression_share: fctAdMetricDaily.impression_share,
      impression_share_lost_budget: fctAdMetricDaily.impression_share_lost_budget,
      impression_share_lost_rank: fctAdMetricDaily.impression_share_lost_rank,
    })
    .from(fctAdMetricDaily)
    .where(
      and(
        eq(fctAdMetricDaily.campaign_id, campaign_id),
        sql`${fctAdMetricDaily.dt} >= ${since}`,
        lt(fctAdMetricDaily.dt, until),
      ),
    )
    .orderBy(asc(fctAdMetricDaily.dt), asc(fctAdMetricDaily.ad_id));
  return [...Map.groupBy(rows, (row) => row.dt)].map(([dt, ofDay]) => {
    const whole = ofDay.filter((row) => row.ad_id === '');
    const counted = whole.length > 0 ? whole : ofDay;
    const sum = (pick: (row: (typeof rows)[number]) => number) => counted.reduce((total, row) => total + pick(row), 0);
    const only = whole[0];
    return {
      dt,
      impressions: sum((row) => row.impressions),
      clicks: sum((row) => row.clicks),
      spend_minor: sum((row) => row.spend_minor),
      conversions: sum((row) => row.conversions),
      revenue_minor: sum((row) => row.revenue_minor),
      reach: only?.reach ?? null,
      frequency: only?.frequency ?? null,
      impression_share: only?.impression_share ?? null,
      impression_share_lost_budget: only?.impression_share_lost_budget ?? null,
      impression_share_lost_rank: only?.impression_share_lost_rank ?? null,
    };
  });
}

/** Hours of a whole campaign that ended in `(since, until]`, oldest first. */
export async function readMetricHours(tx: TenantTransaction, campaign_id: string, since: Date, until: Date) {
  return tx
    .select({
      at: fctAdMetricHourly.hour,
      impressions: sql<number>`sum(${fctAdMetricHourly.impressions})`.mapWith(Number),
      clicks: sql<number>`sum(${fctAdMetricHourly.clicks})`.mapWith(Number),
      spend_minor: sql<number>`sum(${fctAdMetricHourly.spend_minor})`.mapWith(Number),
    })
    .from(fctAdMetricHourly)
    .where(
      and(
        eq(fctAdMetricHourly.campaign_id, campaign_id),
        gt(fctAdMetricHourly.hour, since),
        // The running hour is not over, so its figures are not comparable.
        lte(fctAdMetricHourly.hour, new Date(until.getTime() - 3_600_000)),
      ),
    )
    .groupBy(fctAdMetricHourly.hour)
    .orderBy(asc(fctAdMetricHourly.hour));
}

/** The newest points of the plain series of a campaign in `(since, until]`, oldest first, at most 20,000. */
export async function readObservedPoints(tx: TenantTransaction, campaign_id: string, since: Date, until: Date) {
  const rows = await tx
    .select({
      metric: metricObservations.metric,
      observed_at: metricObservations.observed_at,
      value: metricObservations.value,
    })
    .from(metricObservations)
    .where(
      and(
        eq(metricObservations.campaign_id, campaign_id),
        gt(metricObservations.observed_at, since),
        lte(metricObservations.observed_at, until),
      ),
    )
    .orderBy(desc(metricObservations.observed_at))
    .limit(20_000);
  return rows.reverse();
}
