import type { AdTexts } from '../../../contracts/ad-copy.ts';
import { type EntityReference, type EntityState, nothingHeld } from '../../../contracts/ad-platform.ts';
import { CodedError } from '../../../contracts/errors/index.ts';
import { type AudienceCriterion, audienceTexts, readCriteria } from './audiences.ts';
import { bidFieldOf } from './bids.ts';
import { readCreative } from './creatives.ts';
import type { AccountFacts, GoogleAccount } from './google-account.ts';
import {
  adGroupQuery,
  adGroupsQuery,
  adQuery,
  adsQuery,
  adTextsQuery,
  campaignQuery,
  campaignsQuery,
} from './queries.ts';
import {
  type AdGroupRow,
  type AdRow,
  adGroupRow,
  adRow,
  adTextsRow,
  type CampaignRow,
  campaignRow,
} from './schemas.ts';
import { minorFromMicros } from './wire-money.ts';
import { momentFromLocal } from './wire-time.ts';

const statuses: ReadonlyMap<string, EntityState['status']> = new Map([
  ['ENABLED', 'active'],
  ['PAUSED', 'paused'],
  ['REMOVED', 'deleted'],
]);

/** Google's status in our words; anything new is `other`. */
export function statusFromWire(status: string): EntityState['status'] {
  return statuses.get(status) ?? 'other';
}

/** Google writes "without end" as a day of 2037. */
const withoutEnd = '2037-12-30';

function common(facts: AccountFacts, entity_id: string, name: string | null | undefined) {
  return {
    ...nothingHeld,
    platform: 'google_ads' as const,
    account_id: facts.account_id,
    currency: facts.currency,
    read_at: facts.now().toISOString(),
    entity_id,
    name: name || entity_id,
  };
}

function money(micros: bigint | null | undefined, facts: AccountFacts): number | null {
  return micros === null || micros === undefined || micros === 0n ? null : minorFromMicros(micros, facts.currency);
}

/** A campaign in our terms. A budget is daily unless its period says that it is for the whole time. */
export function campaignState(
  { campaign, campaignBudget: budget }: CampaignRow,
  criteria: readonly AudienceCriterion[],
  facts: AccountFacts,
): EntityState {
  const moment = (text: string | null | undefined) => (text ? momentFromLocal(text, facts.timezone) : null);
  const forLife = budget?.period === 'CUSTOM_PERIOD';
  return {
    ...common(facts, campaign.id, campaign.name),
    entity_type: 'campaign',
    parent_id: null,
    status: statusFromWire(campaign.status),
    daily_budget_minor: forLife ? null : money(budget?.amountMicros, facts),
    lifetime_budget_minor: forLife ? money(budget?.totalAmountMicros, facts) : null,
    bid_strategy: campaign.biddingStrategyType ?? null,
    starts_at: moment(campaign.startDateTime),
    ends_at: campaign.endDateTime?.startsWith(withoutEnd) ? null : moment(campaign.endDateTime),
    ...audienceTexts(criteria, campaign.id),
  };
}

/** An ad group in our terms, with the bid that counts under the strategy of its campaign. */
export function adGroupState(
  row: AdGroupRow,
  criteria: readonly AudienceCriterion[],
  facts: AccountFacts,
): EntityState {
  const { adGroup, campaign } = row;
  const bid = bidFieldOf(row);
  return {
    ...common(facts, adGroup.id, adGroup.name),
    entity_type: 'ad_set',
    parent_id: campaign.id,
    status: statusFromWire(adGroup.status),
    bid_amount_minor: bid === null ? null : money(adGroup[bid.wire], facts),
    bid_strategy: campaign.biddingStrategyType ?? null,
    ...audienceTexts(criteria, adGroup.id),
  };
}

/** An ad in our terms. On Google an ad is its own creative. */
export function adState({ adGroupAd, adGroup }: AdRow, facts: AccountFacts): EntityState {
  return {
    ...common(facts, adGroupAd.ad.id, adGroupAd.ad.name),
    entity_type: 'ad',
    parent_id: adGroup.id,
    status: statusFromWire(adGroupAd.status),
    creative_id: adGroupAd.ad.id,
  };
}

/** The only row of a query for one thing. Throws PLATFORM_NOT_FOUND without one. */
export function onlyRow<Row>(rows: readonly Row[], entity_id: string): Row {
  const [row] = rows;
  if (row !== undefined) return row;
  throw new CodedError('PLATFORM_NOT_FOUND', `Google Ads has no ${entity_id} in this account.`, { entity_id });
}

/** Reads one entity: searchStream with its id, then its audiences. */
export async function readEntity(google: GoogleAccount, reference: EntityReference): Promise<EntityState> {
  const { client, facts } = google;
  const { entity_type, entity_id } = reference;
  switch (entity_type) {
    case 'campaign': {
      const row = onlyRow(await client.search(campaignQuery(entity_id), campaignRow), entity_id);
      return campaignState(
        row,
        await readCriteria(google, { level: 'campaign', by: 'campaign', id: entity_id }),
        facts,
      );
    }
    case 'ad_set': {
      const row = onlyRow(await client.search(adGroupQuery(entity_id), adGroupRow), entity_id);
      return adGroupState(row, await readCriteria(google, { level: 'ad_group', by: 'ad_group', id: entity_id }), facts);
    }
    case 'ad':
      return adState(onlyRow(await client.search(adQuery(entity_id), adRow), entity_id), facts);
    case 'creative': {
      const asset = await readCreative(google, entity_id);
      const nothing = { status: 'deleted' as const, creative_id: null, content_digest: null };
      return { ...common(facts, entity_id, asset?.name), entity_type, parent_id: null, ...(asset?.held ?? nothing) };
    }
  }
}

/** The words of one ad. The button of a search ad is its address, so there is none. */
export async function readAdTexts({ client }: GoogleAccount, { entity_id }: EntityReference): Promise<AdTexts> {
  const { adGroupAd } = onlyRow(await client.search(adTextsQuery(entity_id), adTextsRow), entity_id);
  const { finalUrls, responsiveSearchAd } = adGroupAd.ad;
  const told = (assets: readonly { readonly text?: string | null | undefined }[] | null | undefined) =>
    (assets ?? []).flatMap(({ text }) => text || []);
  return {
    headlines: told(responsiveSearchAd?.headlines),
    bodies: told(responsiveSearchAd?.descriptions),
    link_url: finalUrls?.[0] ?? null,
    call_to_action: null,
  };
}

/** Every campaign that is not removed. */
export async function listCampaigns(google: GoogleAccount): Promise<readonly EntityState[]> {
  const rows = await google.client.search(campaignsQuery(), campaignRow);
  const criteria = rows.length === 0 ? [] : await readCriteria(google, null);
  return rows.map((row) => campaignState(row, criteria, google.facts));
}

/** Ad groups of a campaign or ads of an ad group, those that are removed left out. */
export async function listChildren(google: GoogleAccount, reference: EntityReference): Promise<readonly EntityState[]> {
  const { client, facts } = google;
  const { entity_type, entity_id } = reference;
  if (entity_type === 'campaign') {
    const rows = await client.search(adGroupsQuery(entity_id), adGroupRow);
    const of = { level: 'ad_group', by: 'campaign', id: entity_id } as const;
    const criteria = rows.length === 0 ? [] : await readCriteria(google, of);
    return rows.map((row) => adGroupState(row, criteria, facts));
  }
  if (entity_type === 'ad_set')
    return (await client.search(adsQuery(entity_id), adRow)).map((row) => adState(row, facts));
  throw new CodedError('PLATFORM_CAPABILITY_MISSING', 'An ad has nothing below it.', { entity_id });
}
