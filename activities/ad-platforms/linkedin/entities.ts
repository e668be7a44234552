import type { z } from 'zod';
import { type EntityReference, type EntityState, nothingHeld } from '../../../contracts/ad-platform.ts';
import { CodedError } from '../../../contracts/errors/index.ts';
import { isAutomatic } from './bidding.ts';
import type { LinkedInClient } from './client.ts';
import { momentOf } from './schedule.ts';
import { campaignGroupWire, campaignWire, creativeWire } from './schemas.ts';
import { excludedAudiences, includedAudiences } from './targeting.ts';
import { accountPath, checkedId, idOf, urnOf } from './urns.ts';
import { minorFromMoney } from './wire-money.ts';

const statuses: ReadonlyMap<string, EntityState['status']> = new Map([
  ['ACTIVE', 'active'],
  ['PAUSED', 'paused'],
  ['ARCHIVED', 'archived'],
  ['CANCELED', 'archived'],
  ['PENDING_DELETION', 'deleted'],
  ['REMOVED', 'deleted'],
]);

/** LinkedIn’s set status in our words, DRAFT, COMPLETED and anything new as `other`. Whether it serves is another question. */
export function statusFromWire(status: string): EntityState['status'] {
  return statuses.get(status) ?? 'other';
}

/** What the mapping needs besides the wire. */
export type AccountFacts = { readonly account_id: string; readonly currency: string; readonly now: () => Date };

/** What every entity says of itself. */
export function common(
  wire: { readonly name?: string | null | undefined; readonly status: string },
  entity_id: string,
  account: AccountFacts,
): Omit<EntityState, 'entity_type' | 'parent_id'> {
  return {
    ...nothingHeld,
    platform: 'linkedin_ads',
    account_id: account.account_id,
    currency: account.currency,
    read_at: account.now().toISOString(),
    entity_id,
    name: wire.name || entity_id,
    status: statusFromWire(wire.status),
  };
}

type Budgeted = Pick<z.infer<typeof campaignWire>, 'dailyBudget' | 'totalBudget' | 'runSchedule'>;

function budgetAndTime(wire: Budgeted, currency: string) {
  return {
    daily_budget_minor: minorFromMoney(wire.dailyBudget, currency),
    lifetime_budget_minor: minorFromMoney(wire.totalBudget, currency),
    starts_at: momentOf(wire.runSchedule?.start),
    ends_at: momentOf(wire.runSchedule?.end),
  };
}

/** A campaign group as our campaign. */
export function campaignGroupState(wire: z.infer<typeof campaignGroupWire>, account: AccountFacts): EntityState {
  return {
    ...common(wire, idOf('sponsoredCampaignGroup', wire.id), account),
    ...budgetAndTime(wire, account.currency),
    entity_type: 'campaign',
    parent_id: null,
    bid_strategy: wire.budgetOptimization?.bidStrategy ?? null,
  };
}

/** A campaign as our ad set. Where LinkedIn bids by itself there is no bid, whatever `unitCost` still holds. */
export function campaignState(wire: z.infer<typeof campaignWire>, account: AccountFacts): EntityState {
  const strategy = wire.optimizationTargetType ?? null;
  const expansion = wire.audienceExpansionEnabled ?? null;
  const targeting = wire.targetingCriteria ?? null;
  return {
    ...common(wire, idOf('sponsoredCampaign', wire.id), account),
    ...budgetAndTime(wire, account.currency),
    entity_type: 'ad_set',
    parent_id: wire.campaignGroup ? idOf('sponsoredCampaignGroup', wire.campaignGroup) : null,
    bid_amount_minor: isAutomatic(strategy) ? null : minorFromMoney(wire.unitCost, account.currency),
    bid_strategy: strategy,
    included_audience_ids: targeting === null ? null : includedAudiences(targeting),
    excluded_audience_ids: targeting === null ? null : excludedAudiences(targeting),
    audience_expansion: expansion === null ? null : expansion ? 'on' : 'off',
  };
}

/** A creative as our ad; what it shows is the post that it refers to. */
export function creativeState(wire: z.infer<typeof creativeWire>, account: AccountFacts): EntityState {
  const reference = wire.content?.reference ?? null;
  return {
    ...common({ name: wire.name, status: wire.intendedStatus }, idOf('sponsoredCreative', wire.id), account),
    entity_type: 'ad',
    parent_id: wire.campaign ? idOf('sponsoredCampaign', wire.campaign) : null,
    creative_id: reference === null ? null : idOf('share', reference),
  };
}

/** `adCampaignGroups/{id}`, `adCampaigns/{id}` or `creatives/{encoded URN}` of the account. */
export function entityPath({ account_id }: AccountFacts, reference: EntityReference): string {
  const { entity_id, entity_type } = reference;
  const root = accountPath(account_id);
  if (entity_type === 'campaign') return `${root}/adCampaignGroups/${checkedId('sponsoredCampaignGroup', entity_id)}`;
  if (entity_type === 'ad_set') return `${root}/adCampaigns/${checkedId('sponsoredCampaign', entity_id)}`;
  return `${root}/creatives/${encodeURIComponent(urnOf('sponsoredCreative', entity_id))}`;
}

/** Reads one campaign group, campaign or creative: GET by its path. */
export async function readEntity(client: LinkedInClient, account: AccountFacts, reference: EntityReference) {
  const path = entityPath(account, reference);
  if (reference.entity_type === 'campaign')
    return campaignGroupState(await client.get({ path }, campaignGroupWire), account);
  if (reference.entity_type === 'ad_set') return campaignState(await client.get({ path }, campaignWire), account);
  return creativeState(await client.get({ path }, creativeWire), account);
}

const campaignStatuses = ['ACTIVE', 'PAUSED', 'DRAFT', 'ARCHIVED', 'COMPLETED', 'CANCELED'];

/** Campaigns of a campaign group (search), or creatives of a campaign (criteria finder, at most 100 in a page), by cursor. */
export async function listChildren(
  client: LinkedInClient,
  account: AccountFacts,
  reference: EntityReference,
): Promise<readonly EntityState[]> {
  const { entity_id, entity_type } = reference;
  const root = accountPath(account.account_id);
  if (entity_type === 'campaign') {
    const search = {
      campaignGroup: { values: [urnOf('sponsoredCampaignGroup', entity_id)] },
      status: { values: campaignStatuses },
    };
    const reading = { path: `${root}/adCampaigns`, query: { q: 'search', search } };
    const found = await client.list(reading, 500, campaignWire);
    return found.map((wire) => campaignState({ ...wire, campaignGroup: wire.campaignGroup ?? entity_id }, account));
  }
  if (entity_type === 'ad_set') {
    const campaigns = [urnOf('sponsoredCampaign', entity_id)];
    const query = { q: 'criteria', campaigns, sortOrder: 'ASCENDING' };
    const found = await client.list({ path: `${root}/creatives`, query, finder: true }, 100, creativeWire);
    return found.map((wire) => creativeState({ ...wire, campaign: wire.campaign ?? entity_id }, account));
  }
  throw new CodedError('PLATFORM_CAPABILITY_MISSING', 'A creative has nothing below it.', { entity_id });
}
