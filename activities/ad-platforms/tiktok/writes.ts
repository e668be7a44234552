import { CodedError } from '../../../contracts/errors/index.ts';
import { startDeadline, type WriteDeadline } from '../wire/deadline.ts';
import { tiktokCapabilities } from './capabilities.ts';
import { jsonBody, type TiktokClient, type Written } from './client.ts';
import { makeCreative } from './creatives.ts';
import type { AccountFacts } from './entities.ts';
import { adGroups, ads, campaigns, only } from './reading.ts';
import {
  adCreative,
  adGroupAudiences,
  adGroupBid,
  adGroupBudget,
  adGroupSchedule,
  campaignBudget,
  entityStatus,
  refusal,
  type Sent,
  type WriteRequest,
} from './requests.ts';

/** What a write of a campaign says. TikTok's budget depends on its mode, which is looked up first. */
async function campaignWrite(client: TiktokClient, account: AccountFacts, request: WriteRequest, by: WriteDeadline) {
  const { entity_id } = request.reference;
  if (request.field === 'status') return entityStatus(request, 'campaign');
  const live = await only(client, campaigns(account, { campaign_ids: [entity_id] }), entity_id, by);
  return campaignBudget(request, live, account.currency);
}

async function adGroupWrite(client: TiktokClient, account: AccountFacts, request: WriteRequest, by: WriteDeadline) {
  const { entity_id } = request.reference;
  if (request.field === 'status') return entityStatus(request, 'ad_set');
  if (request.field.endsWith('_audience_ids')) return adGroupAudiences(request);
  const live = await only(client, adGroups(account, { adgroup_ids: [entity_id] }), entity_id, by);
  if (request.field === 'bid_amount_minor') return adGroupBid(request, live, account.currency);
  if (request.field === 'starts_at' || request.field === 'ends_at') return adGroupSchedule(request, live);
  return adGroupBudget(request, live, account.currency);
}

async function adWrite(client: TiktokClient, account: AccountFacts, request: WriteRequest, by: WriteDeadline) {
  const { entity_id } = request.reference;
  if (request.field === 'status') return entityStatus(request, 'ad');
  return adCreative(request, await only(client, ads(account, { ad_ids: [entity_id] }), entity_id, by));
}

function creativeWrite(client: TiktokClient, account: AccountFacts, request: WriteRequest, by: WriteDeadline) {
  const { reference, value, content } = request;
  if (reference.entity_id !== `mbi-${value}`)
    throw refusal(request, 'The digest of a creative is the one that its key carries.');
  if (content === undefined) throw refusal(request, 'A creative is made from a content, and there is none.');
  return makeCreative(client, account, reference.entity_id, content, by);
}

/**
 * Sets one field of one entity with one request. What has to be looked up first (mode of a budget, kind of bid, schedule, what
 * an ad shows) must leave time for it: the request has left within `write_timeout_seconds` of the beginning, or never does.
 */
export async function write(
  client: TiktokClient,
  account: AccountFacts,
  request: WriteRequest,
  write_timeout_seconds: number,
): Promise<Written> {
  const { entity_type, entity_id } = request.reference;
  if (!tiktokCapabilities.writable[entity_type].includes(request.field))
    throw new CodedError('PLATFORM_CAPABILITY_MISSING', `TikTok has no ${request.field} to set on a ${entity_type}.`, {
      ...{ entity_type, entity_id, field: request.field },
    });
  const by = startDeadline('TikTok', write_timeout_seconds, undefined, request.asked_at_ms);
  if (entity_type === 'creative') return creativeWrite(client, account, request, by);
  const writes = { campaign: campaignWrite, ad_set: adGroupWrite, ad: adWrite };
  const { path, body }: Sent = await writes[entity_type](client, account, request, by);
  return client.post(path, jsonBody({ advertiser_id: account.account_id, ...body }), by);
}
