import { gaql, id, text } from './gaql.ts';

const campaignFields = [
  'campaign.id',
  'campaign.name',
  'campaign.status',
  'campaign.bidding_strategy_type',
  'campaign_budget.resource_name',
  'campaign_budget.amount_micros',
  'campaign.start_date_time',
  'campaign.end_date_time',
  'campaign_budget.total_amount_micros',
  'campaign_budget.period',
  'campaign_budget.explicitly_shared',
];
const adGroupFields = [
  'ad_group.id',
  'ad_group.name',
  'ad_group.status',
  'ad_group.cpc_bid_micros',
  'ad_group.cpm_bid_micros',
  'ad_group.cpv_bid_micros',
  'ad_group.target_cpa_micros',
  'campaign.id',
  'campaign.bidding_strategy_type',
];
const adFields = [
  'ad_group_ad.resource_name',
  'ad_group_ad.ad.id',
  'ad_group_ad.ad.name',
  'ad_group_ad.status',
  'ad_group.id',
];

/** One campaign with its budget, whatever its status. */
export const campaignQuery = (campaign_id: string): string =>
  gaql({ select: campaignFields, from: 'campaign', where: [`campaign.id = ${id(campaign_id)}`] });

/** Every campaign that is not removed. */
export const campaignsQuery = (): string =>
  gaql({ select: campaignFields, from: 'campaign', where: ["campaign.status != 'REMOVED'"], order_by: 'campaign.id' });

/** One ad group. */
export const adGroupQuery = (ad_group_id: string): string =>
  gaql({ select: adGroupFields, from: 'ad_group', where: [`ad_group.id = ${id(ad_group_id)}`] });

/** The ad groups of a campaign that are not removed. */
export const adGroupsQuery = (campaign_id: string): string =>
  gaql({
    select: adGroupFields,
    from: 'ad_group',
    where: [`campaign.id = ${id(campaign_id)}`, "ad_group.status != 'REMOVED'"],
    order_by: 'ad_group.id',
  });

/** One ad, in whichever ad group it stands. */
export const adQuery = (ad_id: string): string =>
  gaql({ select: adFields, from: 'ad_group_ad', where: [`ad_group_ad.ad.id = ${id(ad_id)}`] });

/** The words of an ad: those of a responsive search ad, from which Google chooses. */
export const adTextsQuery = (ad_id: string): string =>
  gaql({
    select: [
      ...['ad_group_ad.ad.id', 'ad_group_ad.ad.final_urls'],
      ...['ad_group_ad.ad.responsive_search_ad.headlines', 'ad_group_ad.ad.responsive_search_ad.descriptions'],
    ],
    from: 'ad_group_ad',
    where: [`ad_group_ad.ad.id = ${id(ad_id)}`],
  });

/** The ads of an ad group that are not removed. */
export const adsQuery = (ad_group_id: string): string =>
  gaql({
    select: adFields,
    from: 'ad_group_ad',
    where: [`ad_group.id = ${id(ad_group_id)}`, "ad_group_ad.status != 'REMOVED'"],
    order_by: 'ad_group_ad.ad.id',
  });

/** The user lists that campaigns or ad groups aim at or leave out; of one of them, or of all campaigns. */
export function criteriaQuery(
  level: 'campaign' | 'ad_group',
  only: { readonly by: string; readonly id: string } | null,
) {
  const criterion = `${level}_criterion`;
  const fields = ['resource_name', 'negative', 'user_list.user_list'].map((field) => `${criterion}.${field}`);
  return gaql({
    select: [`${level}.id`, ...fields],
    from: criterion,
    where: [...(only === null ? [] : [`${only.by}.id = ${id(only.id)}`]), `${criterion}.type = 'USER_LIST'`],
  });
}

/** Assets whose name holds a key of ours. */
export const assetsQuery = (key: string): string =>
  gaql({
    select: ['asset.resource_name', 'asset.id', 'asset.name', 'asset.type'],
    from: 'asset',
    where: [`asset.name LIKE ${text(`%${key}%`)}`],
  });

/** The account itself. */
export const accountQuery = (): string =>
  gaql({
    select: ['customer.id', 'customer.descriptive_name', 'customer.currency_code', 'customer.time_zone'],
    from: 'customer',
  });

/** The cheapest authorised read. */
export const healthQuery = (): string => gaql({ select: ['customer.id'], from: 'customer' });

/** All user lists of the account. */
export const userListsQuery = (): string =>
  gaql({
    select: ['id', 'name', 'type', 'size_for_display', 'eligible_for_display'].map((field) => `user_list.${field}`),
    from: 'user_list',
    order_by: 'user_list.id',
  });
