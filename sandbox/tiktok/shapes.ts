import { DAY } from '../market/calendar.ts';
import { HISTORY_DAYS } from '../market/simulate.ts';
import type { Books } from '../world/books.ts';
import type { Entity } from '../world/entity.ts';
import { majorOf } from './money.ts';
import { wallTime } from './wall-time.ts';

/** The kinds of things that have an endpoint of their own, under the name that ids and paths use. */
export const levels = { campaign: 'campaign', adgroup: 'ad_set', ad: 'ad' } as const;
/** A level of this platform. */
export type Level = keyof typeof levels;

const split = (ids: unknown) => (typeof ids === 'string' && ids !== '' ? ids.split(',') : []);
const wireStatus = (status: unknown) => (status === 'ACTIVE' ? 'ENABLE' : status === 'DELETED' ? 'DELETE' : 'DISABLE');

/** When a thing came to be; what the demo brought is as old as its history. */
export function bornAt(entity: Entity, books: Books): number {
  return entity.created_at ?? books.world.birth().born_at - HISTORY_DAYS * DAY;
}

function times(entity: Entity, books: Books) {
  const born = bornAt(entity, books);
  const last = books.world.timeline.of(entity.id).findLast((change) => change.at <= books.at);
  return { create_time: wallTime(born), modify_time: wallTime(last?.at ?? born) };
}

/** Budget and its mode: by day, in total, or none at this level. */
function budgetOf(entity: Entity, books: Books) {
  const { currency } = books.account;
  const daily = books.value(entity, 'daily_budget');
  const total = books.value(entity, 'lifetime_budget');
  if (typeof daily === 'number') return { budget_mode: 'BUDGET_MODE_DAY', budget: majorOf(daily, currency) };
  if (typeof total === 'number') return { budget_mode: 'BUDGET_MODE_TOTAL', budget: majorOf(total, currency) };
  return { budget_mode: 'BUDGET_MODE_INFINITE', budget: 0 };
}

/** Whose switch keeps a thing from running: its own, or that of something above. */
function secondary(entity: Entity, books: Books, prefix: string, running: string): string {
  const own = books.value(entity, 'status');
  if (own === 'DELETED') return `${prefix}_DELETE`;
  if (own !== 'ACTIVE') return `${prefix}_DISABLE`;
  const names = { campaign: 'CAMPAIGN', ad_set: 'ADGROUP', ad: 'AD', creative: '' } as const;
  for (let above = books.parent(entity); above !== null; above = books.parent(above)) {
    if (books.value(above, 'status') !== 'ACTIVE') return `${prefix}_${names[above.kind]}_DISABLE`;
  }
  return running;
}

/** A campaign. */
export function campaignShape(entity: Entity, books: Books) {
  return {
    campaign_id: entity.id,
    advertiser_id: books.account.external_id,
    campaign_name: books.value(entity, 'name'),
    objective_type: entity.campaign.objective,
    operation_status: wireStatus(books.value(entity, 'status')),
    secondary_status: secondary(entity, books, 'CAMPAIGN_STATUS', 'CAMPAIGN_STATUS_ENABLE'),
    ...budgetOf(entity, books),
    budget_optimize_on: entity.campaign.budget_owner === 'campaign',
    special_industries: [],
    ...times(entity, books),
  };
}

/** What bids and schedules look like on an ad group. */
export function deliveryOf(entity: Entity, books: Books) {
  const bid = books.value(entity, 'bid_amount');
  const starts = books.value(entity, 'starts_at');
  const ends = books.value(entity, 'ends_at');
  return {
    billing_event: 'CPC',
    optimization_goal: 'CLICK',
    bid_type: typeof bid === 'number' ? 'BID_TYPE_CUSTOM' : 'BID_TYPE_NO_BID',
    bid_price: typeof bid === 'number' ? majorOf(bid, books.account.currency) : 0,
    conversion_bid_price: 0,
    /** Null but for a bid on return on ad spend, which is not played. */
    deep_bid_type: null,
    schedule_type: typeof ends === 'string' ? 'SCHEDULE_START_END' : 'SCHEDULE_FROM_NOW',
    schedule_start_time: wallTime(typeof starts === 'string' ? Date.parse(starts) : bornAt(entity, books)),
    schedule_end_time: typeof ends === 'string' ? wallTime(Date.parse(ends)) : null,
  };
}

/** An ad group. */
export function adgroupShape(entity: Entity, books: Books) {
  const campaign = books.parent(entity);
  return {
    adgroup_id: entity.id,
    campaign_id: entity.parent_id,
    campaign_name: campaign === null ? null : books.value(campaign, 'name'),
    advertiser_id: books.account.external_id,
    adgroup_name: books.value(entity, 'name'),
    operation_status: wireStatus(books.value(entity, 'status')),
    secondary_status: secondary(entity, books, 'ADGROUP_STATUS', 'ADGROUP_STATUS_DELIVERY_OK'),
    ...budgetOf(entity, books),
    ...deliveryOf(entity, books),
    placement_type: 'PLACEMENT_TYPE_NORMAL',
    placements: ['PLACEMENT_TIKTOK'],
    location_ids: ['6252001'],
    age_groups: ['AGE_18_24', 'AGE_25_34', 'AGE_35_44'],
    gender: 'GENDER_UNLIMITED',
    audience_ids: split(books.value(entity, 'included_audiences')),
    excluded_audience_ids: split(books.value(entity, 'excluded_audiences')),
    ...times(entity, books),
  };
}

/** An ad. Its creative is an image of the library. */
export function adShape(entity: Entity, books: Books) {
  const image = books.value(entity, 'creative');
  return {
    ad_id: entity.id,
    adgroup_id: entity.parent_id,
    campaign_id: entity.campaign.campaign_id,
    advertiser_id: books.account.external_id,
    ad_name: books.value(entity, 'name'),
    operation_status: wireStatus(books.value(entity, 'status')),
    secondary_status: secondary(entity, books, 'AD_STATUS', 'AD_STATUS_DELIVERY_OK'),
    ad_format: 'SINGLE_IMAGE',
    image_ids: image === null ? [] : [String(image)],
    video_id: null,
    ad_text: `Made-up ad of ${entity.campaign.campaign_name}`,
    call_to_action: 'SHOP_NOW',
    landing_page_url: 'https://shop.example/',
    ...times(entity, books),
  };
}
