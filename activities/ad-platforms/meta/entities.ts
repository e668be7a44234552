import type { z } from 'zod';
import type { EntityReference, EntityState } from '../../../contracts/ad-platform.ts';
import { CodedError } from '../../../contracts/errors/index.ts';
import { type AccountFacts, common } from './account-facts.ts';
import type { MetaClient } from './client.ts';
import { readCreative } from './creatives.ts';
import { adSetWire, adWire, campaignWire } from './schemas.ts';
import { audiencesOf } from './targeting.ts';
import { minorFromWire } from './wire-money.ts';
import { momentFromWire } from './wire-time.ts';

/** What is asked for of each kind of entity. */
export const entityFields = {
  campaign: 'id,name,status,effective_status,daily_budget,lifetime_budget,bid_strategy',
  ad_set:
    'id,name,status,effective_status,campaign_id,daily_budget,lifetime_budget,bid_amount,bid_strategy,' +
    'start_time,end_time,targeting,learning_stage_info',
  ad: 'id,name,status,effective_status,adset_id,creative{id}',
} as const;

function money(wire: number | null | undefined, currency: string): number | null {
  // Meta reports a budget of 0 on the level that does not hold it.
  return wire === null || wire === undefined || wire === 0 ? null : minorFromWire(wire, currency);
}

/** A campaign in our terms. */
export function campaignState(wire: z.infer<typeof campaignWire>, account: AccountFacts): EntityState {
  return {
    ...common(wire, account),
    entity_type: 'campaign',
    parent_id: null,
    daily_budget_minor: money(wire.daily_budget, account.currency),
    lifetime_budget_minor: money(wire.lifetime_budget, account.currency),
    bid_strategy: wire.bid_strategy ?? null,
  };
}

/** An ad set in our terms. A learning status of LEARNING means in learning; a missing one means that Meta does not say. */
export function adSetState(wire: z.infer<typeof adSetWire>, account: AccountFacts): EntityState {
  const learning = wire.learning_stage_info?.status ?? null;
  return {
    ...common(wire, account),
    entity_type: 'ad_set',
    parent_id: wire.campaign_id ?? null,
    daily_budget_minor: money(wire.daily_budget, account.currency),
    lifetime_budget_minor: money(wire.lifetime_budget, account.currency),
    starts_at: momentFromWire(wire.start_time),
    ends_at: momentFromWire(wire.end_time),
    ...audiencesOf(wire.targeting ?? null),
    bid_amount_minor: money(wire.bid_amount, account.currency),
    bid_strategy: wire.bid_strategy ?? null,
    in_learning: learning === null ? null : learning === 'LEARNING',
  };
}

/** An ad in our terms. */
export function adState(wire: z.infer<typeof adWire>, account: AccountFacts): EntityState {
  return {
    ...common(wire, account),
    entity_type: 'ad',
    parent_id: wire.adset_id ?? null,
    creative_id: wire.creative?.id ?? wire.creative?.creative_id ?? null,
  };
}

/** Reads one entity: GET /{id}?fields=…; a creative of ours by its key. */
export async function readEntity(client: MetaClient, account: AccountFacts, reference: EntityReference) {
  if (reference.entity_type === 'creative') return readCreative(client, account, reference.entity_id);
  const query = { fields: entityFields[reference.entity_type] };
  switch (reference.entity_type) {
    case 'campaign':
      return campaignState(await client.get(reference.entity_id, query, campaignWire), account);
    case 'ad_set':
      return adSetState(await client.get(reference.entity_id, query, adSetWire), account);
    case 'ad':
      return adState(await client.get(reference.entity_id, query, adWire), account);
  }
}

/** Ad sets of a campaign (GET /{id}/adsets) or ads of an ad set (GET /{id}/ads), through all pages. */
export async function listChildren(
  client: MetaClient,
  account: AccountFacts,
  reference: EntityReference,
): Promise<readonly EntityState[]> {
  const { entity_id, entity_type } = reference;
  if (entity_type === 'campaign') {
    const found = await client.list(`${entity_id}/adsets`, { fields: entityFields.ad_set, limit: 100 }, adSetWire);
    return found.map((wire) => adSetState({ ...wire, campaign_id: wire.campaign_id ?? entity_id }, account));
  }
  if (entity_type === 'ad_set') {
    const found = await client.list(`${entity_id}/ads`, { fields: entityFields.ad, limit: 100 }, adWire);
    return found.map((wire) => adState({ ...wire, adset_id: wire.adset_id ?? entity_id }, account));
  }
  throw new CodedError('PLATFORM_CAPABILITY_MISSING', 'An ad has nothing below it.', { entity_id });
}
