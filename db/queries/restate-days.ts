import { and, eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { InsightRow } from '../../contracts/ad-platform.ts';
import { CodedError } from '../../contracts/errors/index.ts';
import type { TenantTransaction } from '../connect.ts';
import { fctAdMetricDaily } from '../schema/index.ts';
import type { InsightsOwner } from './metrics-sync.ts';
import type { StreamCounts } from './sync-streams.ts';

/** A window of days as a platform has just told it. */
export type ToldWindow = {
  readonly since: string;
  readonly until: string;
  readonly rows: readonly InsightRow[];
  readonly read_at: Date;
  readonly execution_id: string;
  /** Days from this one on are not over; what was seen of them is not kept. */
  readonly today: string;
};

const keptSchema = z.object({ dt: z.string(), inserted: z.boolean() });
const nothing = { impressions: 0, clicks: 0, spend_minor: 0, conversions: 0, revenue_minor: 0 };

/**
 * Makes the days of a campaign say what the platform says, and counts what that changed. A day is written only where it
 * differs; what was seen is kept each time in `metric_sightings`, so that it can be told what was known when. A day that had
 * figures and is left out now has none any more. Throws PLATFORM_ANSWER_INVALID when nothing at all is told of a window of
 * which figures are held: that is taken for a fault of the answer and not for the truth.
 */
export async function restateDays(
  tx: TenantTransaction,
  owner: InsightsOwner,
  told: ToldWindow,
): Promise<StreamCounts & { readonly delivered: readonly string[] }> {
  const { since, until } = told;
  const rows = told.rows.filter((row) => row.hour === null && row.date >= since && row.date <= until);
  const named = new Set(rows.map((row) => row.date));
  const held = await listHeldDays(tx, owner, since, until);
  const vanished = held.filter((day) => !named.has(day));
  if (rows.length === 0 && vanished.length > 0)
    throw new CodedError(
      'PLATFORM_ANSWER_INVALID',
      `The platform tells nothing of ${since} to ${until}, of which figures are held.`,
      { campaign_id: owner.campaign_id, since, until, days_held: vanished.length },
    );
  const emptied = vanished.map((date) => ({ ...nothing, date, reach: null, frequency: null }));
  const kept = await keepDays(tx, owner, [...rows, ...emptied], told);
  const restated = kept.filter((each) => !each.inserted).length;
  return { read: rows.length, changed: kept.length, restated, delivered: [...named, ...vanished] };
}

/** What a platform may tell of a day beside its delivery. */
const beside = [
  'impression_share',
  'impression_share_lost_budget',
  'impression_share_lost_rank',
  'engagements',
  'video_views',
  'video_completions',
];
const more = sql.raw(beside.join(', '));
/** Where the platform tells no share, the one that an import knew stays. */
const toldShare = 'coalesce(excluded.impression_share, f.impression_share)';
const moreOf = (table: 'f' | 'excluded') =>
  sql.raw(
    beside
      .map((name) => (table === 'excluded' && name === 'impression_share' ? toldShare : `${table}.${name}`))
      .join(', '),
  );

async function listHeldDays(
  tx: TenantTransaction,
  { campaign_id, platform }: InsightsOwner,
  since: string,
  until: string,
) {
  const { dt, ad_id, source } = fctAdMetricDaily;
  const rows = await tx
    .select({ dt })
    .from(fctAdMetricDaily)
    .where(
      and(
        eq(fctAdMetricDaily.campaign_id, campaign_id),
        eq(ad_id, ''),
        eq(source, platform),
        sql`${dt} between ${since} and ${until}`,
        sql`(${fctAdMetricDaily.impressions}, ${fctAdMetricDaily.spend_minor}, ${fctAdMetricDaily.conversions}) <> (0, 0, 0)`,
      ),
    );
  return rows.map((row) => row.dt);
}

/** Writes the days that differ, in one statement; gives each of them with whether it is new. */
async function keepDays(
  tx: TenantTransaction,
  { campaign_id, platform, currency }: InsightsOwner,
  days: readonly Omit<InsightRow, 'entity_id' | 'hour'>[],
  told: ToldWindow,
) {
  const rows = await tx.execute(sql`
    with told as (
      select * from jsonb_to_recordset(${JSON.stringify(days)}::jsonb) as r(date date, impressions bigint, clicks bigint,
        spend_minor bigint, conversions float8, revenue_minor bigint, reach bigint, frequency float8,
        impression_share float8, impression_share_lost_budget float8, impression_share_lost_rank float8,
        engagements bigint, video_views bigint, video_completions bigint)
    ), kept as (
      insert into fct_ad_metric_daily as f (campaign_id, ad_id, dt, channel, source, currency, impressions, clicks,
        spend_minor, conversions, revenue_minor, reach, frequency, ${more})
      select ${campaign_id}, '', date, ${platform}, ${platform}, ${currency}, impressions, clicks, spend_minor, conversions,
        revenue_minor, reach, frequency, ${more} from told
      on conflict (tenant_id, campaign_id, ad_id, dt) do update set channel = excluded.channel, source = excluded.source,
        currency = excluded.currency, impressions = excluded.impressions, clicks = excluded.clicks,
        spend_minor = excluded.spend_minor, conversions = excluded.conversions, revenue_minor = excluded.revenue_minor,
        reach = excluded.reach, frequency = excluded.frequency, impression_share = coalesce(excluded.impression_share, f.impression_share),
        impression_share_lost_budget = excluded.impression_share_lost_budget,
        impression_share_lost_rank = excluded.impression_share_lost_rank, engagements = excluded.engagements,
        video_views = excluded.video_views, video_completions = excluded.video_completions
      where (f.channel, f.source, f.currency, f.impressions, f.clicks, f.spend_minor, f.conversions, f.revenue_minor,
          f.reach, f.frequency, ${moreOf('f')})
        is distinct from (excluded.channel, excluded.source, excluded.currency, excluded.impressions, excluded.clicks,
          excluded.spend_minor, excluded.conversions, excluded.revenue_minor, excluded.reach, excluded.frequency,
          ${moreOf('excluded')})
      returning dt, (xmax = 0) as inserted
    ), seen as (
      insert into metric_sightings (campaign_id, dt, seen_at, impressions, clicks, spend_minor, revenue_minor, conversions,
        currency, execution_id)
      select ${campaign_id}, kept.dt, ${told.read_at.toISOString()}::timestamptz, impressions, clicks, spend_minor,
        revenue_minor, conversions, ${currency}, ${told.execution_id}
      from kept join told on told.date = kept.dt where kept.dt < ${told.today}::date
      on conflict do nothing
    )
    select dt::text, inserted from kept`);
  return rows.map((row) => keptSchema.parse(row));
}
