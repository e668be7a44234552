import type { AdPlatformAdapter, InsightRow } from '../../../contracts/ad-platform.ts';
import { CodedError } from '../../../contracts/errors/index.ts';
import type { ListRequest, TiktokClient } from './client.ts';
import { type DayWindow, dayWindows } from './day-windows.ts';
import type { AccountFacts } from './entities.ts';
import { type ReportRowWire, reportRowWire } from './schemas.ts';
import { minorFromWire } from './wire-money.ts';

type InsightQuery = Parameters<AdPlatformAdapter['readInsights']>[0];

const levels = {
  campaign: { data_level: 'AUCTION_CAMPAIGN', dimension: 'campaign_id', field_name: 'campaign_ids' },
  ad_set: { data_level: 'AUCTION_ADGROUP', dimension: 'adgroup_id', field_name: 'adgroup_ids' },
  ad: { data_level: 'AUCTION_AD', dimension: 'ad_id', field_name: 'ad_ids' },
} as const;

const metrics = ['spend', 'impressions', 'clicks', 'conversion', 'total_purchase_value'];
const dayMetrics = ['reach', 'frequency', 'likes', 'comments', 'shares', 'follows', 'video_play_actions'];
/** A report by day may span 30 days, one by hour a single day; TikTok refuses more. */
const grains = {
  day: { time: 'stat_time_day', most_days: 30, metrics: [...metrics, ...dayMetrics, 'video_views_p100'] },
  hour: { time: 'stat_time_hour', most_days: 1, metrics },
} as const;

/** One row in our terms: spend in minor units, absent metrics as 0, reach and frequency null where TikTok gives none. */
export function insightFromWire(wire: ReportRowWire, entity_id: string, currency: string): InsightRow {
  const { stat_time_day: day, stat_time_hour: hour } = wire.dimensions;
  const found = /^(\d{4}-\d{2}-\d{2})(?: ([01]\d|2[0-3]):00:00)?$/.exec(hour ?? day ?? '');
  if (found === null || (hour && !found[2]))
    throw new CodedError('PLATFORM_ANSWER_INVALID', 'A row of TikTok’s report has no time that exists.', { day, hour });
  const { impressions, clicks, spend, conversion, total_purchase_value, reach, frequency } = wire.metrics;
  const played = Math.round(wire.metrics.video_play_actions ?? 0);
  return {
    entity_id,
    date: found[1] ?? '',
    hour: hour ? Number(found[2]) : null,
    impressions: Math.round(impressions ?? 0),
    clicks: Math.round(clicks ?? 0),
    spend_minor: minorFromWire(spend ?? 0, currency),
    conversions: conversion ?? 0,
    revenue_minor: minorFromWire(total_purchase_value ?? 0, currency),
    reach: reach === null || reach === undefined ? null : Math.round(reach),
    frequency: frequency ?? null,
    engagements: engagementsOf(wire.metrics),
    video_views: played === 0 ? null : played,
    video_completions: played === 0 ? null : Math.round(wire.metrics.video_views_p100 ?? 0),
  };
}

/** Clicks and what people did beside: TikTok has no figure for all of it. Null where none of that was told. */
function engagementsOf({ clicks, likes, comments, shares, follows }: ReportRowWire['metrics']): number | null {
  const beside = [likes, comments, shares, follows].filter((each) => typeof each === 'number');
  return beside.length === 0 ? null : Math.round(beside.reduce((sum, each) => sum + each, clicks ?? 0));
}

/** GET report/integrated/get/ for one entity and one window. */
function report(
  { account_id: advertiser_id }: AccountFacts,
  { reference, grain }: InsightQuery,
  window: DayWindow,
): ListRequest<ReportRowWire> {
  const { entity_type, entity_id } = reference;
  if (entity_type === 'creative')
    throw new CodedError('PLATFORM_CAPABILITY_MISSING', 'TikTok reports on ads, not on images.', { entity_id });
  const { data_level, dimension, field_name } = levels[entity_type];
  const query = {
    ...{ advertiser_id, report_type: 'BASIC', data_level },
    dimensions: [dimension, grains[grain].time],
    metrics: grains[grain].metrics,
    ...window,
    filtering: [{ field_name, filter_type: 'IN', filter_value: JSON.stringify([entity_id]) }],
  };
  return { path: 'report/integrated/get/', query, schema: reportRowWire, page_size: 1_000 };
}

/**
 * Reads daily or hourly insights through all pages, in windows of what one report may span. Days are in the advertiser's time
 * zone. TikTok does not sort, so that is done here. https://business-api.tiktok.com/portal/docs?id=1740302848100353
 */
export async function readInsights(
  client: TiktokClient,
  account: AccountFacts,
  query: InsightQuery,
): Promise<readonly InsightRow[]> {
  const rows: InsightRow[] = [];
  for (const window of dayWindows(query.since, query.until, grains[query.grain].most_days))
    for (const wire of await client.list(report(account, query, window)))
      rows.push(insightFromWire(wire, query.reference.entity_id, account.currency));
  return rows.sort((one, other) => one.date.localeCompare(other.date) || (one.hour ?? 0) - (other.hour ?? 0));
}
