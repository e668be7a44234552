import type { AdTexts } from '../../../contracts/ad-copy.ts';
import type { EntityReference, EntityState } from '../../../contracts/ad-platform.ts';
import { CodedError } from '../../../contracts/errors/index.ts';
import { callToActionOf } from '../wire/call-to-action.ts';
import type { WriteDeadline } from '../wire/deadline.ts';
import type { ListRequest, TiktokClient } from './client.ts';
import { creativeState, findImage } from './creatives.ts';
import { type AccountFacts, adGroupState, adState, campaignState } from './entities.ts';
import { type AdGroupWire, type AdWire, adGroupWire, adWire, type CampaignWire, campaignWire } from './schemas.ts';

/** Which entities are asked for; TikTok takes up to 100 ids, and leaves deleted ones out. */
export type Filtering = Readonly<Record<string, readonly string[]>>;

/** Most items that a list of entities gives at once. */
const largestPage = 1_000;

/** GET campaign/get/ */
export function campaigns({ account_id }: AccountFacts, filtering: Filtering | null): ListRequest<CampaignWire> {
  const fields = ['campaign_id', 'campaign_name', 'operation_status', 'budget', 'budget_mode'];
  const query = { advertiser_id: account_id, ...(filtering === null ? {} : { filtering }), fields };
  return { path: 'campaign/get/', query, schema: campaignWire, page_size: largestPage };
}

/** GET adgroup/get/ */
export function adGroups({ account_id }: AccountFacts, filtering: Filtering): ListRequest<AdGroupWire> {
  const fields = [
    ...['adgroup_id', 'adgroup_name', 'campaign_id', 'operation_status', 'budget', 'budget_mode', 'bid_type'],
    ...['billing_event', 'optimization_goal', 'deep_bid_type', 'bid_price', 'conversion_bid_price'],
    ...['schedule_type', 'schedule_start_time', 'schedule_end_time', 'audience_ids', 'excluded_audience_ids'],
  ];
  const query = { advertiser_id: account_id, filtering, fields };
  return { path: 'adgroup/get/', query, schema: adGroupWire, page_size: largestPage };
}

/** GET ad/get/ */
export function ads({ account_id }: AccountFacts, filtering: Filtering): ListRequest<AdWire> {
  const fields = ['ad_id', 'ad_name', 'adgroup_id', 'operation_status', 'ad_format', 'video_id', 'image_ids'];
  const query = { advertiser_id: account_id, filtering, fields };
  return { path: 'ad/get/', query, schema: adWire, page_size: largestPage };
}

/** TikTok's words for what the button says. */
const callsToAction = {
  ...{ learn_more: 'LEARN_MORE', shop_now: 'SHOP_NOW', sign_up: 'SIGN_UP', book_now: 'BOOK_NOW' },
  contact_us: 'CONTACT_US',
} as const;

/** The words of one ad: `ad_text`, beside which there is no headline. GET ad/get/ */
export async function readAdTexts(
  client: TiktokClient,
  account: AccountFacts,
  { entity_id }: EntityReference,
): Promise<AdTexts> {
  const request = ads(account, { ad_ids: [entity_id] });
  const fields = ['ad_id', 'ad_text', 'landing_page_url', 'call_to_action'];
  const ad = await only(client, { ...request, query: { ...request.query, fields } }, entity_id);
  return {
    headlines: [],
    bodies: ad.ad_text ? [ad.ad_text] : [],
    link_url: ad.landing_page_url || null,
    call_to_action: callToActionOf(callsToAction, ad.call_to_action),
  };
}

/** The first item of a list that was asked for by one id. Throws PLATFORM_NOT_FOUND when there is none. */
export async function only<T>(
  client: TiktokClient,
  request: ListRequest<T>,
  entity_id: string,
  deadline?: WriteDeadline,
): Promise<T> {
  for await (const found of client.items(request, deadline)) return found;
  throw new CodedError('PLATFORM_NOT_FOUND', `TikTok has no ${entity_id} there.`, { entity_id, path: request.path });
}

/** Reads one entity; a creative is looked up by its key. */
export async function readEntity(
  client: TiktokClient,
  account: AccountFacts,
  { entity_type, entity_id }: EntityReference,
): Promise<EntityState> {
  switch (entity_type) {
    case 'campaign':
      return campaignState(await only(client, campaigns(account, { campaign_ids: [entity_id] }), entity_id), account);
    case 'ad_set':
      return adGroupState(await only(client, adGroups(account, { adgroup_ids: [entity_id] }), entity_id), account);
    case 'ad':
      return adState(await only(client, ads(account, { ad_ids: [entity_id] }), entity_id), account);
    case 'creative':
      return creativeState(entity_id, await findImage(client, account.account_id, entity_id), account);
  }
}

/** Every campaign of the advertiser that is not deleted. */
export async function listCampaigns(client: TiktokClient, account: AccountFacts): Promise<readonly EntityState[]> {
  const found = await client.list(campaigns(account, null));
  return found.map((wire) => campaignState(wire, account));
}

/** Ad groups of a campaign, or ads of an ad group. */
export async function listChildren(
  client: TiktokClient,
  account: AccountFacts,
  { entity_type, entity_id }: EntityReference,
): Promise<readonly EntityState[]> {
  if (entity_type === 'campaign') {
    const found = await client.list(adGroups(account, { campaign_ids: [entity_id] }));
    return found.map((wire) => adGroupState({ ...wire, campaign_id: wire.campaign_id ?? entity_id }, account));
  }
  if (entity_type === 'ad_set') {
    const found = await client.list(ads(account, { adgroup_ids: [entity_id] }));
    return found.map((wire) => adState({ ...wire, adgroup_id: wire.adgroup_id ?? entity_id }, account));
  }
  throw new CodedError('PLATFORM_CAPABILITY_MISSING', `A TikTok ${entity_type} has nothing below it.`, { entity_id });
}
