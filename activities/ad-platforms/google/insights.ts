import type { AdPlatformAdapter, EntityReference, InsightRow } from '../../../contracts/ad-platform.ts';
import { CodedError } from '../../../contracts/errors/index.ts';
import { gaql, id, text } from './gaql.ts';
import type { GoogleAccount } from './google-account.ts';
import { type MetricsRow, metricsRow } from './schemas.ts';
import { minorFromMajor, minorFromMicros } from './wire-money.ts';

const levels = {
  campaign: { from: 'campaign', id: 'campaign.id' },
  ad_set: { from: 'ad_group', id: 'ad_group.id' },
  ad: { from: 'ad_group_ad', id: 'ad_group_ad.ad.id' },
} as const;
const metrics = ['impressions', 'clicks', 'cost_micros', 'conversions', 'conversions_value'];
/** What is told by day of everything, and of campaigns alone. */
const dayMetrics = ['engagements', 'video_quartile_p100_rate'];
const shareMetrics = [
  'search_impression_share',
  'search_budget_lost_impression_share',
  'search_rank_lost_impression_share',
];

type InsightQuery = Parameters<AdPlatformAdapter['readInsights']>[0];

function levelOf({ entity_type, entity_id }: EntityReference) {
  if (entity_type !== 'creative') return levels[entity_type];
  throw new CodedError('PLATFORM_CAPABILITY_MISSING', 'Google reports on ads, not on assets.', { entity_id });
}

/** The report of one entity by day, or by day and hour, in the time zone of the account. */
export function insightsQuery({ reference, since, until, grain }: InsightQuery): string {
  const level = levelOf(reference);
  const segments = grain === 'hour' ? ['segments.date', 'segments.hour'] : ['segments.date'];
  const ofDays = grain === 'hour' ? [] : [...dayMetrics, ...(level.from === 'campaign' ? shareMetrics : [])];
  return gaql({
    select: [level.id, ...segments, ...[...metrics, ...ofDays].map((metric) => `metrics.${metric}`)],
    from: level.from,
    where: [`${level.id} = ${id(reference.entity_id)}`, `segments.date BETWEEN ${text(since)} AND ${text(until)}`],
    order_by: segments.join(', '),
  });
}

/**
 * One row in our terms: cost in minor units, an absent count as 0, an absent share or rate as not known; reach and frequency do
 * not come by day. Google tells a share below a tenth as 0.0999 and a loss above nine tenths as 0.9001. A video's end is told as
 * a share of impressions, each of which plays it.
 */
export function insightFromWire(
  { segments, metrics: held }: MetricsRow,
  entity_id: string,
  currency: string,
): InsightRow {
  const watched = held?.videoQuartileP100Rate ?? null;
  return {
    entity_id,
    date: segments.date,
    hour: segments.hour ?? null,
    impressions: held?.impressions ?? 0,
    clicks: held?.clicks ?? 0,
    spend_minor: minorFromMicros(held?.costMicros ?? 0n, currency),
    conversions: held?.conversions ?? 0,
    revenue_minor: minorFromMajor(held?.conversionsValue ?? 0, currency),
    reach: null,
    frequency: null,
    impression_share: held?.searchImpressionShare ?? null,
    impression_share_lost_budget: lost(held?.searchBudgetLostImpressionShare, held?.searchImpressionShare),
    impression_share_lost_rank: lost(held?.searchRankLostImpressionShare, held?.searchImpressionShare),
    engagements: held?.engagements ?? null,
    video_views: watched === null ? null : (held?.impressions ?? 0),
    video_completions: watched === null ? null : Math.round(watched * (held?.impressions ?? 0)),
  };
}

/** A loss of nothing is left out on the wire; without a share at all it is not known. */
function lost(told: number | null | undefined, share: number | null | undefined): number | null {
  return told ?? (typeof share === 'number' ? 0 : null);
}

/** Reads daily or hourly insights. Google leaves out days without any impression. */
export async function readInsights(
  { client, facts }: GoogleAccount,
  query: InsightQuery,
): Promise<readonly InsightRow[]> {
  const rows = await client.search(insightsQuery(query), metricsRow);
  return rows.map((row) => insightFromWire(row, query.reference.entity_id, facts.currency));
}
