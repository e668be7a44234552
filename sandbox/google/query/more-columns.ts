import { toMicros } from '../money.ts';
import { nameOf } from '../resource-name.ts';
import type { Columns, Criterion, Row } from './table.ts';

/** The columns of the account. */
export const customerColumns: Columns = {
  'customer.resource_name': { kind: 'text', read: (row) => `customers/${row.books.account.external_id}` },
  'customer.id': { kind: 'int64', read: (row) => row.books.account.external_id },
  'customer.descriptive_name': { kind: 'text', read: (row) => row.books.account.name },
  'customer.currency_code': { kind: 'text', read: (row) => row.books.account.currency },
  'customer.time_zone': { kind: 'text', read: (row) => row.books.account.timezone },
  'customer.status': { kind: 'enum', values: ['ENABLED', 'CANCELED'], read: () => 'ENABLED' },
  'customer.manager': { kind: 'boolean', read: () => false },
};

function criterionColumns(resource: 'campaign_criterion' | 'ad_group_criterion'): Columns {
  const onCampaign = resource === 'campaign_criterion';
  const collection = onCampaign ? 'campaignCriteria' : 'adGroupCriteria';
  const owner = onCampaign ? 'campaign' : 'ad_group';
  const of = (read: (criterion: Criterion, row: Row) => unknown) => (row: Row) =>
    row.criterion && read(row.criterion, row);
  return {
    [`${resource}.resource_name`]: {
      kind: 'text',
      read: of((each, { books }) => nameOf(books.account, collection, each.owner.id, each.user_list_id)),
    },
    [`${resource}.criterion_id`]: { kind: 'int64', read: of((each) => each.user_list_id) },
    [`${resource}.${owner}`]: {
      kind: 'text',
      read: of((each, { books }) => nameOf(books.account, onCampaign ? 'campaigns' : 'adGroups', each.owner.id)),
    },
    [`${resource}.type`]: { kind: 'enum', values: ['USER_LIST', 'KEYWORD'], read: of(() => 'USER_LIST') },
    [`${resource}.status`]: { kind: 'enum', values: ['ENABLED', 'PAUSED', 'REMOVED'], read: of(() => 'ENABLED') },
    [`${resource}.negative`]: { kind: 'boolean', read: of((each) => each.negative) },
    [`${resource}.user_list.user_list`]: {
      kind: 'text',
      read: of((each, { books }) => nameOf(books.account, 'userLists', each.user_list_id)),
    },
  };
}
/** The columns of audiences that campaigns aim at or leave out. */
export const campaignCriterionColumns = criterionColumns('campaign_criterion');
/** The same of ad groups. */
export const adGroupCriterionColumns = criterionColumns('ad_group_criterion');

const listTypes = { custom: 'CRM_BASED', lookalike: 'LOOKALIKE', saved: 'RULE_BASED', other: 'REMARKETING' } as const;
const sizeOf = (row: Row) => (typeof row.user_list?.size === 'number' ? String(row.user_list.size) : undefined);

/** The columns of audiences. */
export const userListColumns: Columns = {
  'user_list.resource_name': {
    kind: 'text',
    read: (row) => row.user_list && nameOf(row.books.account, 'userLists', row.user_list.audience_id),
  },
  'user_list.id': { kind: 'int64', read: (row) => row.user_list?.audience_id },
  'user_list.name': { kind: 'text', read: (row) => row.user_list?.name },
  'user_list.type': {
    kind: 'enum',
    values: [...Object.values(listTypes), 'LOGICAL', 'SIMILAR'],
    read: (row) => row.user_list && listTypes[row.user_list.kind],
  },
  'user_list.size_for_display': { kind: 'int64', read: sizeOf },
  'user_list.size_for_search': { kind: 'int64', read: sizeOf },
  'user_list.eligible_for_display': { kind: 'boolean', read: (row) => row.user_list?.ready },
  'user_list.eligible_for_search': { kind: 'boolean', read: (row) => row.user_list?.ready },
  'user_list.membership_status': { kind: 'enum', values: ['OPEN', 'CLOSED'], read: (row) => row.user_list && 'OPEN' },
};

/** The columns of pictures that lie in the account. */
export const assetColumns: Columns = {
  'asset.resource_name': {
    kind: 'text',
    read: (row) => row.asset && nameOf(row.books.account, 'assets', row.asset.id),
  },
  'asset.id': { kind: 'int64', read: (row) => row.asset?.id },
  'asset.name': { kind: 'text', read: (row) => row.asset?.name ?? undefined },
  'asset.type': {
    kind: 'enum',
    values: ['IMAGE', 'TEXT', 'YOUTUBE_VIDEO'],
    read: (row) => row.asset && (row.asset.text === null ? 'IMAGE' : 'TEXT'),
  },
  'asset.text_asset.text': { kind: 'text', read: (row) => row.asset?.text ?? undefined },
};

const changed = (field: string, kind: 'text' | 'enum' | 'date' | 'message', values?: readonly string[]): Columns => ({
  [`change_event.${field}`]: {
    kind,
    ...(values === undefined ? {} : { values }),
    read: (row) => row.change?.[field],
  },
});

/** The columns of the history of changes. */
export const changeEventColumns: Columns = {
  ...changed('resource_name', 'text'),
  ...changed('change_date_time', 'date'),
  ...changed('change_resource_type', 'enum', [
    ...['CAMPAIGN', 'CAMPAIGN_BUDGET', 'AD_GROUP', 'AD_GROUP_AD', 'ASSET'],
    ...['CAMPAIGN_CRITERION', 'AD_GROUP_CRITERION'],
  ]),
  ...changed('change_resource_name', 'text'),
  ...changed('client_type', 'enum', ['GOOGLE_ADS_API', 'GOOGLE_ADS_WEB_CLIENT']),
  ...changed('user_email', 'text'),
  ...changed('resource_change_operation', 'enum', ['CREATE', 'UPDATE', 'REMOVE']),
  ...changed('changed_fields', 'text'),
  ...changed('old_resource', 'message'),
  ...changed('new_resource', 'message'),
  ...changed('campaign', 'text'),
  ...changed('ad_group', 'text'),
};

const totals = (row: Row) => row.slice?.totals;
/** Zeros are left out, as unset fields are on the wire: who reads a missing metric as none reads rightly. */
const count = (amount: number | undefined) =>
  amount === undefined || amount === 0 ? undefined : String(Math.round(amount));
const ratio = (above: number | undefined, below: number | undefined) =>
  above === undefined || below === undefined || below === 0 ? undefined : above / below;
const micros = (row: Row) => Number(toMicros(totals(row)?.spend_minor, row.books.account.currency) ?? 0);
const major = (row: Row) => Number(toMicros(totals(row)?.revenue_minor, row.books.account.currency) ?? 0) / 1_000_000;
const nonzero = (amount: number | undefined) => (amount === 0 ? undefined : amount);
/** Only what plays is told of in these; a search campaign has no such figure. */
const ofVideo = (row: Row) => ((totals(row)?.video_plays ?? 0) > 0 ? true : undefined);
/** A share below a tenth is told as 0.0999. */
const share = (amount: number | undefined) => (amount === undefined ? undefined : amount < 0.1 ? 0.0999 : amount);

/** The columns of figures: counts, money in millionths, shares as ratios. */
export const metricColumns: Columns = {
  'metrics.impressions': { kind: 'int64', read: (row) => count(totals(row)?.impressions) },
  'metrics.clicks': { kind: 'int64', read: (row) => count(totals(row)?.clicks) },
  'metrics.cost_micros': { kind: 'int64', read: (row) => count(micros(row)) },
  'metrics.conversions': { kind: 'double', read: (row) => nonzero(totals(row)?.conversions) },
  'metrics.conversions_value': { kind: 'double', read: (row) => nonzero(major(row)) },
  'metrics.ctr': { kind: 'double', read: (row) => ratio(totals(row)?.clicks, totals(row)?.impressions) },
  'metrics.average_cpc': { kind: 'double', read: (row) => ratio(micros(row), totals(row)?.clicks) },
  'metrics.average_cpm': { kind: 'double', read: (row) => ratio(micros(row) * 1000, totals(row)?.impressions) },
  'metrics.unique_users': { kind: 'int64', read: (row) => count(totals(row)?.reach) },
  'metrics.average_impression_frequency_per_user': {
    kind: 'double',
    read: (row) => ratio(totals(row)?.impressions, totals(row)?.reach),
  },
  'metrics.engagements': { kind: 'int64', read: (row) => ofVideo(row) && count(totals(row)?.engagements) },
  'metrics.video_quartile_p100_rate': {
    kind: 'double',
    read: (row) => ofVideo(row) && ratio(totals(row)?.video_completions, totals(row)?.impressions),
  },
};

/** Only of campaigns. */
export const shareColumns: Columns = {
  'metrics.search_impression_share': { kind: 'double', read: (row) => share(row.slice?.shares?.shown) },
  'metrics.search_budget_lost_impression_share': {
    kind: 'double',
    read: (row) => nonzero(row.slice?.shares?.lost_to_budget),
  },
  'metrics.search_rank_lost_impression_share': {
    kind: 'double',
    read: (row) => row.slice?.shares && 1 - row.slice.shares.shown - row.slice.shares.lost_to_budget,
  },
};

/** The columns that figures are split by: day and hour. */
export const segmentColumns: Columns = {
  'segments.date': { kind: 'date', read: (row) => row.slice?.date },
  'segments.hour': { kind: 'int32', read: (row) => row.slice?.hour },
};

const ofRival = (read: (rival: NonNullable<Row['rival']>) => number) => (row: Row) => row.rival && read(row.rival);

/** Only of campaigns, and only for accounts that they were opened for. */
export const auctionColumns: Columns = {
  'segments.auction_insight_domain': { kind: 'text', read: (row) => row.rival?.domain },
  'metrics.auction_insight_search_impression_share': { kind: 'double', read: ofRival((each) => each.impression_share) },
  'metrics.auction_insight_search_overlap_rate': { kind: 'double', read: ofRival((each) => each.overlap_rate) },
  'metrics.auction_insight_search_position_above_rate': {
    kind: 'double',
    read: ofRival((each) => each.position_above_rate),
  },
  'metrics.auction_insight_search_outranking_share': { kind: 'double', read: ofRival((each) => each.outranking_share) },
};
