import { z } from 'zod';
import type { Entity } from '../../world/entity.ts';
import { budgetIdOf } from '../budget.ts';
import { toMicros } from '../money.ts';
import { type Collection, nameOf } from '../resource-name.ts';
import { wallTime } from '../wall-time.ts';
import type { Columns, Row } from './table.ts';

const statuses = ['UNSPECIFIED', 'UNKNOWN', 'ENABLED', 'PAUSED', 'REMOVED'];
/** Kinds of campaigns that are known here; what else an objective says counts as search. */
export const channels = ['SEARCH', 'DISPLAY', 'SHOPPING', 'VIDEO', 'PERFORMANCE_MAX', 'DEMAND_GEN'];
const strategies = [
  ...['MANUAL_CPC', 'MANUAL_CPM', 'MANUAL_CPV', 'TARGET_CPA', 'TARGET_ROAS', 'TARGET_SPEND'],
  ...['MAXIMIZE_CONVERSIONS', 'MAXIMIZE_CONVERSION_VALUE', 'TARGET_IMPRESSION_SHARE'],
];

/** The status of the wire: ENABLED, PAUSED or REMOVED. */
export function statusOf(row: Row, entity: Entity | undefined): string | undefined {
  if (entity === undefined) return undefined;
  const status = row.books.value(entity, 'status');
  return status === 'ACTIVE' ? 'ENABLED' : status === 'PAUSED' ? 'PAUSED' : 'REMOVED';
}

const currency = (row: Row) => row.books.account.currency;
const held = (row: Row, entity: Entity | undefined, field: string) =>
  entity === undefined ? undefined : (row.books.value(entity, field) ?? undefined);
const time = (row: Row, field: string) => {
  const value = held(row, row.campaign, field);
  return typeof value === 'string' ? wallTime(Date.parse(value), row.books.account.timezone) : undefined;
};
const named = (row: Row, collection: Collection, ...ids: readonly (string | undefined)[]) => {
  const whole = ids.filter((id) => id !== undefined);
  return whole.length === ids.length ? nameOf(row.books.account, collection, ...whole) : undefined;
};

const assetTexts = z.array(z.object({ text: z.string() })).default([]);
const adContent = z.object({
  responsiveSearchAd: z.object({ headlines: assetTexts, descriptions: assetTexts }).optional(),
});

/** The words of an ad: those that it was made with, else a text that says what it is. */
function searchAdOf(row: Row) {
  const content = held(row, row.ad, 'content');
  const written = typeof content === 'string' ? adContent.parse(JSON.parse(content)).responsiveSearchAd : undefined;
  if (written !== undefined) return written;
  const name = row.campaign?.campaign.campaign_name ?? '';
  return { headlines: [{ text: name }], descriptions: [{ text: `Made-up ad of ${name}` }] };
}

/** How a campaign bids: by hand on its ad groups unless a strategy was set on it. */
const strategyOf = (row: Row) => row.campaign && (held(row, row.campaign, 'bidding_strategy_type') ?? 'MANUAL_CPC');
const bid = (strategy: string) => (row: Row) => {
  if (strategyOf(row) !== strategy) return undefined;
  return toMicros(held(row, row.campaign, 'bid_amount'), currency(row));
};

/** The columns that can be selected of campaigns, by their names in the query language. */
export const campaignColumns: Columns = {
  'campaign.resource_name': { kind: 'text', read: (row) => named(row, 'campaigns', row.campaign?.id) },
  'campaign.id': { kind: 'int64', read: (row) => row.campaign?.id },
  'campaign.name': { kind: 'text', read: (row) => held(row, row.campaign, 'name') },
  'campaign.status': { kind: 'enum', values: statuses, read: (row) => statusOf(row, row.campaign) },
  'campaign.serving_status': {
    kind: 'enum',
    values: ['SERVING', 'SUSPENDED', 'ENDED', 'PENDING', 'NONE'],
    read: (row) => (statusOf(row, row.campaign) === 'ENABLED' ? 'SERVING' : 'SUSPENDED'),
  },
  'campaign.advertising_channel_type': {
    kind: 'enum',
    values: channels,
    read: (row) => channels.find((channel) => channel === row.campaign?.campaign.objective) ?? 'SEARCH',
  },
  'campaign.bidding_strategy_type': { kind: 'enum', values: strategies, read: strategyOf },
  'campaign.bidding_strategy': { kind: 'text', read: () => undefined },
  'campaign.campaign_budget': {
    kind: 'text',
    read: (row) => row.campaign && named(row, 'campaignBudgets', budgetIdOf(row.books, row.campaign)),
  },
  'campaign.start_date_time': { kind: 'date', read: (row) => time(row, 'starts_at') },
  'campaign.end_date_time': { kind: 'date', read: (row) => time(row, 'ends_at') },
  'campaign.target_cpa.target_cpa_micros': { kind: 'int64', read: bid('TARGET_CPA') },
  'campaign.maximize_conversions.target_cpa_micros': { kind: 'int64', read: bid('MAXIMIZE_CONVERSIONS') },
  'campaign.target_spend.cpc_bid_ceiling_micros': { kind: 'int64', read: bid('TARGET_SPEND') },
  'campaign.target_impression_share.cpc_bid_ceiling_micros': { kind: 'int64', read: bid('TARGET_IMPRESSION_SHARE') },
  'campaign.target_roas.target_roas': { kind: 'double', read: () => undefined },
  'campaign.maximize_conversion_value.target_roas': { kind: 'double', read: () => undefined },
  'campaign.contains_eu_political_advertising': {
    kind: 'enum',
    values: ['CONTAINS_EU_POLITICAL_ADVERTISING', 'DOES_NOT_CONTAIN_EU_POLITICAL_ADVERTISING'],
    read: () => 'DOES_NOT_CONTAIN_EU_POLITICAL_ADVERTISING',
  },
};

/** The columns that can be selected of budgets, by their names in the query language. */
export const budgetColumns: Columns = {
  'campaign_budget.resource_name': { kind: 'text', read: (row) => named(row, 'campaignBudgets', row.budget?.id) },
  'campaign_budget.id': { kind: 'int64', read: (row) => row.budget?.id },
  'campaign_budget.name': { kind: 'text', read: (row) => row.budget?.name },
  'campaign_budget.status': {
    kind: 'enum',
    values: ['ENABLED', 'REMOVED'],
    read: (row) => row.budget && 'ENABLED',
  },
  'campaign_budget.amount_micros': {
    kind: 'int64',
    read: (row) => toMicros(row.budget?.daily_budget, currency(row)),
  },
  'campaign_budget.total_amount_micros': {
    kind: 'int64',
    read: (row) => toMicros(row.budget?.lifetime_budget, currency(row)),
  },
  'campaign_budget.period': {
    kind: 'enum',
    values: ['DAILY', 'CUSTOM_PERIOD'],
    read: (row) => row.budget && (row.budget.lifetime_budget === null ? 'DAILY' : 'CUSTOM_PERIOD'),
  },
  'campaign_budget.delivery_method': {
    kind: 'enum',
    values: ['STANDARD', 'ACCELERATED'],
    read: (row) => row.budget && 'STANDARD',
  },
  'campaign_budget.explicitly_shared': { kind: 'boolean', read: (row) => row.budget?.explicitly_shared },
  'campaign_budget.reference_count': {
    kind: 'int64',
    read: (row) => row.budget && String(row.budget.campaigns.length),
  },
};

/** The columns that can be selected of ad groups, by their names in the query language. */
export const adGroupColumns: Columns = {
  'ad_group.resource_name': { kind: 'text', read: (row) => named(row, 'adGroups', row.ad_group?.id) },
  'ad_group.id': { kind: 'int64', read: (row) => row.ad_group?.id },
  'ad_group.name': { kind: 'text', read: (row) => held(row, row.ad_group, 'name') },
  'ad_group.status': { kind: 'enum', values: statuses, read: (row) => statusOf(row, row.ad_group) },
  'ad_group.type': { kind: 'enum', values: ['SEARCH_STANDARD'], read: (row) => row.ad_group && 'SEARCH_STANDARD' },
  'ad_group.campaign': { kind: 'text', read: (row) => named(row, 'campaigns', row.ad_group?.parent_id ?? undefined) },
  'ad_group.cpc_bid_micros': {
    kind: 'int64',
    read: (row) => toMicros(held(row, row.ad_group, 'bid_amount'), currency(row)),
  },
  'ad_group.cpm_bid_micros': { kind: 'int64', read: () => undefined },
  'ad_group.cpv_bid_micros': { kind: 'int64', read: () => undefined },
  'ad_group.target_cpa_micros': { kind: 'int64', read: () => undefined },
  'ad_group.target_roas': { kind: 'double', read: () => undefined },
};

/** The columns that can be selected of ads, by their names in the query language. */
export const adColumns: Columns = {
  'ad_group_ad.resource_name': {
    kind: 'text',
    read: (row) => named(row, 'adGroupAds', row.ad_group?.id, row.ad?.id),
  },
  'ad_group_ad.ad_group': { kind: 'text', read: (row) => row.ad && named(row, 'adGroups', row.ad_group?.id) },
  'ad_group_ad.status': { kind: 'enum', values: statuses, read: (row) => statusOf(row, row.ad) },
  'ad_group_ad.ad.id': { kind: 'int64', read: (row) => row.ad?.id },
  'ad_group_ad.ad.name': { kind: 'text', read: (row) => held(row, row.ad, 'name') },
  'ad_group_ad.ad.type': {
    kind: 'enum',
    values: ['RESPONSIVE_SEARCH_AD', 'IMAGE_AD', 'VIDEO_AD'],
    read: (row) => row.ad && 'RESPONSIVE_SEARCH_AD',
  },
  'ad_group_ad.ad.final_urls': { kind: 'message', read: (row) => row.ad && ['https://shop.example/'] },
  'ad_group_ad.ad.responsive_search_ad.headlines': {
    kind: 'message',
    read: (row) => row.ad && searchAdOf(row).headlines,
  },
  'ad_group_ad.ad.responsive_search_ad.descriptions': {
    kind: 'message',
    read: (row) => row.ad && searchAdOf(row).descriptions,
  },
};
