import type { AdPlatformAdapter, InsightRow } from '../../../contracts/ad-platform.ts';
import { CodedError } from '../../../contracts/errors/index.ts';
import type { AccountFacts } from './account-facts.ts';
import type { MetaClient, Query } from './client.ts';
import { type InsightWire, insightWire } from './schemas.ts';
import { minorFromReport } from './wire-money.ts';

/** Conversions are counted under the first of these that a row has: the types overlap, so adding them would count twice. */
export const conversionActionTypes: readonly string[] = [
  'omni_purchase',
  'purchase',
  'offsite_conversion.fb_pixel_purchase',
  'lead',
  'offsite_conversion.fb_pixel_lead',
  'complete_registration',
];

const fields =
  'impressions,clicks,spend,reach,frequency,actions,action_values,video_play_actions,video_p100_watched_actions';
const hourlyBreakdown = 'hourly_stats_aggregated_by_advertiser_time_zone';
const levels = { campaign: 'campaign', ad_set: 'adset', ad: 'ad', creative: 'ad' } as const;

function actionValue(list: InsightWire['actions'], type: string | null): number {
  return list?.find((item) => item.action_type === type)?.value ?? 0;
}

/** Everything that people did with an ad, as one of the actions counts it; null where it is not told. */
function countOf(list: InsightWire['actions'], type: string): number | null {
  const found = list?.find((item) => item.action_type === type);
  return found === undefined ? null : Math.round(found.value ?? 0);
}

function hourOf(text: string | null | undefined): number | null {
  if (!text) return null;
  const hour = Number.parseInt(text.slice(0, 2), 10);
  if (hour >= 0 && hour <= 23) return hour;
  throw new CodedError('PLATFORM_ANSWER_INVALID', `Meta names an hour that does not exist: ${text.slice(0, 20)}`, {});
}

/** One row in our terms: spend in minor units, absent metrics as 0, reach and frequency null where Meta has none. */
export function insightFromWire(wire: InsightWire, entity_id: string, currency: string): InsightRow {
  const type = conversionActionTypes.find((name) => wire.actions?.some((item) => item.action_type === name)) ?? null;
  return {
    entity_id,
    date: wire.date_start,
    hour: hourOf(wire[hourlyBreakdown]),
    impressions: Math.round(wire.impressions ?? 0),
    clicks: Math.round(wire.clicks ?? 0),
    spend_minor: minorFromReport(wire.spend ?? 0, currency),
    conversions: actionValue(wire.actions, type),
    revenue_minor: minorFromReport(actionValue(wire.action_values, type), currency),
    reach: wire.reach === null || wire.reach === undefined ? null : Math.round(wire.reach),
    frequency: wire.frequency ?? null,
    engagements: countOf(wire.actions, 'post_engagement'),
    video_views: countOf(wire.video_play_actions, 'video_view'),
    video_completions: countOf(wire.video_p100_watched_actions, 'video_view') ?? noneOf(wire.video_play_actions),
  };
}

/** A video that was played and never to its end has no list of ends. */
function noneOf(plays: InsightWire['actions']): number | null {
  return (plays ?? []).length === 0 ? null : 0;
}

/**
 * Reads daily or hourly insights: GET /{id}/insights with `time_increment=1`, through all pages.
 * Days are in the account's time zone. Hours come by Meta's advertiser-time-zone breakdown, which has no reach.
 */
export async function readInsights(
  client: MetaClient,
  account: AccountFacts,
  query: Parameters<AdPlatformAdapter['readInsights']>[0],
): Promise<readonly InsightRow[]> {
  const { reference, since, until, grain } = query;
  const range: Query = {
    level: levels[reference.entity_type],
    fields: grain === 'hour' ? fields.replace('reach,frequency,', '') : fields,
    time_range: { since, until },
    time_increment: 1,
    limit: 500,
    ...(grain === 'hour' ? { breakdowns: hourlyBreakdown } : {}),
  };
  const rows = await client.list(`${reference.entity_id}/insights`, range, insightWire);
  return rows.map((row) => insightFromWire(row, reference.entity_id, account.currency));
}
