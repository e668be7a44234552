import type { AdPlatformAdapter } from '../../../contracts/ad-platform.ts';
import { CodedError } from '../../../contracts/errors/index.ts';
import { bidFieldOf, budgetFieldOf } from './budgets.ts';
import type { AdGroupWire, AdWire, CampaignWire } from './schemas.ts';
import { wireFromMinor } from './wire-money.ts';
import { wireFromIso } from './wire-time.ts';

/** One write as the port hands it over. */
export type WriteRequest = Parameters<AdPlatformAdapter['write']>[0];
/** Where a write goes and what it says, without the advertiser. */
export type Sent = { readonly path: string; readonly body: object };

/** A write that is refused before anything is sent. */
export function refusal(request: WriteRequest, reason: string): CodedError {
  const { field, value, reference } = request;
  return new CodedError('PLATFORM_REFUSED', reason, { entity_id: reference.entity_id, field, value });
}

function amount(request: WriteRequest, currency: string): number {
  const { value } = request;
  if (typeof value === 'number' && Number.isSafeInteger(value) && value > 0) return wireFromMinor(value, currency);
  throw refusal(request, 'An amount of money must be a positive whole number of minor units.');
}

function text(request: WriteRequest, what: string): string {
  if (typeof request.value === 'string') return request.value;
  throw refusal(request, `${what} is written as a text.`);
}

/** TikTok has one budget, and a mode that says what it is; writing the other kind would set the wrong one. */
function budget(request: WriteRequest, live: Pick<CampaignWire, 'budget_mode'>, currency: string): number {
  if (budgetFieldOf(live.budget_mode) === request.field) return amount(request, currency);
  const holds = live.budget_mode ?? 'no budget of its own';
  throw refusal(request, `It holds ${holds} on TikTok, so its ${request.field} cannot be set.`);
}

/** Budget of a campaign: POST campaign/update/. */
export function campaignBudget(request: WriteRequest, live: CampaignWire, currency: string): Sent {
  const { entity_id: campaign_id } = request.reference;
  return { path: 'campaign/update/', body: { campaign_id, budget: budget(request, live, currency) } };
}

/** Budget of an ad group: POST adgroup/budget/update/. */
export function adGroupBudget(request: WriteRequest, live: AdGroupWire, currency: string): Sent {
  const { entity_id: adgroup_id } = request.reference;
  const changes = [{ adgroup_id, budget: budget(request, live, currency) }];
  return { path: 'adgroup/budget/update/', body: { budget: changes } };
}

/** Bid of an ad group, in the field that its billing event makes it hold: POST adgroup/update/. */
export function adGroupBid(request: WriteRequest, live: AdGroupWire, currency: string): Sent {
  const field = bidFieldOf(live);
  if (field === null) throw refusal(request, 'TikTok bids by itself in this ad group, so there is no bid to set.');
  const { entity_id: adgroup_id } = request.reference;
  return { path: 'adgroup/update/', body: { adgroup_id, [field]: amount(request, currency) } };
}

/** Start or end of an ad group: POST adgroup/update/, which takes kind, start and end together. An end of '' is no end. */
export function adGroupSchedule(request: WriteRequest, live: AdGroupWire): Sent {
  const moment = text(request, 'A moment');
  const { entity_id: adgroup_id } = request.reference;
  const start = request.field === 'starts_at' ? wireFromIso(moment) : live.schedule_start_time;
  if (!start) throw refusal(request, 'TikTok shows no start of this ad group, and takes no end without one.');
  const liveEnd = live.schedule_type === 'SCHEDULE_FROM_NOW' ? null : live.schedule_end_time;
  const end = request.field === 'starts_at' ? liveEnd : moment === '' ? null : wireFromIso(moment);
  const schedule = end
    ? { schedule_type: 'SCHEDULE_START_END', schedule_start_time: start, schedule_end_time: end }
    : { schedule_type: 'SCHEDULE_FROM_NOW', schedule_start_time: start };
  return { path: 'adgroup/update/', body: { adgroup_id, ...schedule } };
}

/** Audiences that are aimed at or left out: POST adgroup/update/ with the whole new list. */
export function adGroupAudiences(request: WriteRequest): Sent {
  const ids = text(request, 'A list of audiences').split(',').filter(Boolean);
  const list = request.field === 'included_audience_ids' ? { audience_ids: ids } : { excluded_audience_ids: ids };
  return { path: 'adgroup/update/', body: { adgroup_id: request.reference.entity_id, ...list } };
}

/** What an ad shows: POST ad/update/ of this field alone. A video ad gets another video, any other another image. */
export function adCreative(request: WriteRequest, live: AdWire): Sent {
  const creative = text(request, 'A creative');
  if (creative === '') throw refusal(request, 'A creative is named by its id.');
  const { entity_id: ad_id } = request.reference;
  const shown = live.video_id ? { video_id: creative } : { image_ids: [creative] };
  const body = { adgroup_id: live.adgroup_id ?? '', patch_update: true, creatives: [{ ad_id, ...shown }] };
  return { path: 'ad/update/', body };
}

const statusLists = {
  campaign: { path: 'campaign/status/update/', ids: 'campaign_ids' },
  ad_set: { path: 'adgroup/status/update/', ids: 'adgroup_ids' },
  ad: { path: 'ad/status/update/', ids: 'ad_ids' },
} as const;

/** Status of a campaign, ad group or ad: POST …/status/update/ of this one alone. */
export function entityStatus(request: WriteRequest, entity_type: keyof typeof statusLists): Sent {
  const operation_status = request.value === 'active' ? 'ENABLE' : request.value === 'paused' ? 'DISABLE' : null;
  if (operation_status === null) throw refusal(request, `A status of ${request.value} is not written by this product.`);
  const { path, ids } = statusLists[entity_type];
  return { path, body: { [ids]: [request.reference.entity_id], operation_status } };
}
