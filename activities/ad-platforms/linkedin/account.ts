import { z } from 'zod';
import type { AccountState, AudienceState, EntityState } from '../../../contracts/ad-platform.ts';
import type { LinkedInClient } from './client.ts';
import { type AccountFacts, campaignGroupState } from './entities.ts';
import { campaignGroupWire } from './schemas.ts';
import { accountPath, idOf, urnOf } from './urns.ts';
import { amountWire } from './wire-money.ts';

const accountWire = z.object({ name: z.string().nullish(), currency: z.string(), reference: z.string().nullish() });

/**
 * Reads the ad account: GET /adAccounts/{id}. LinkedIn’s accounts have no time zone: budgets and reports run by UTC.
 * https://learn.microsoft.com/en-us/linkedin/marketing/integrations/ads/account-structure/create-and-manage-accounts
 */
export async function readAccount(client: LinkedInClient, { account_id }: AccountFacts): Promise<AccountState> {
  const wire = await client.get({ path: accountPath(account_id) }, accountWire);
  return { account_id, name: wire.name ?? account_id, currency: wire.currency, timezone: 'UTC' };
}

/** The organization in whose name the account’s ads speak (`urn:li:organization:…`), null where none is tied to it. */
export async function readOrganization(client: LinkedInClient, { account_id }: AccountFacts): Promise<string | null> {
  const { reference } = await client.get({ path: accountPath(account_id) }, accountWire);
  return reference?.startsWith('urn:li:organization:') ? reference : null;
}

/** Lists the campaign groups of the account that are not deleted: GET …/adCampaignGroups?q=search, by cursor. */
export async function listCampaigns(client: LinkedInClient, account: AccountFacts): Promise<readonly EntityState[]> {
  const statuses = ['ACTIVE', 'PAUSED', 'DRAFT', 'ARCHIVED', 'CANCELED'];
  const query = { q: 'search', search: { status: { values: statuses } } };
  const path = `${accountPath(account.account_id)}/adCampaignGroups`;
  const wires = await client.list({ path, query }, 500, campaignGroupWire);
  return wires.map((wire) => campaignGroupState(wire, account));
}

const segmentWire = z.object({
  id: z.union([z.string(), z.number()]).transform(String),
  name: z.string().nullish(),
  type: z.string().nullish(),
  destinations: z
    .array(
      z.object({
        destination: z.string().nullish(),
        destinationSegmentId: z.string().nullish(),
        audienceSize: amountWire.nullish(),
        status: z.string().nullish(),
      }),
    )
    .nullish(),
});

/**
 * Lists the audiences of the account: GET /dmpSegments?q=account, by position. What targeting names is the segment at the
 * destination LINKEDIN, so that its id is the audience’s; a segment that never got one cannot be aimed at and is left out.
 * https://learn.microsoft.com/en-us/linkedin/marketing/matched-audiences/create-and-manage-segments
 */
export async function listAudiences(
  client: LinkedInClient,
  { account_id }: AccountFacts,
): Promise<readonly AudienceState[]> {
  const query = { q: 'account', account: urnOf('sponsoredAccount', account_id) };
  const found: AudienceState[] = [];
  for await (const wires of client.pages({ path: 'dmpSegments', query, finder: true }, 100, segmentWire))
    for (const wire of wires) {
      const there = wire.destinations?.find((each) => each.destination === 'LINKEDIN');
      if (!there?.destinationSegmentId) continue;
      const size = there.audienceSize ?? null;
      found.push({
        audience_id: idOf('adSegment', there.destinationSegmentId),
        name: wire.name ?? wire.id,
        kind: wire.type === 'USER' || wire.type === 'COMPANY' ? 'custom' : 'other',
        size: size === null ? null : Math.round(size),
        ready: there.status === 'READY',
      });
    }
  return found;
}
