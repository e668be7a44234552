import { z } from 'zod';
import type { AccountState, AudienceState, EntityState } from '../../../contracts/ad-platform.ts';
import type { AccountFacts } from './account-facts.ts';
import type { MetaClient } from './client.ts';
import { campaignState, entityFields } from './entities.ts';
import { campaignWire, wireNumber } from './schemas.ts';

const accountWire = z.object({ name: z.string().nullish(), currency: z.string(), timezone_name: z.string() });

/** Reads the ad account: GET /{act_id}?fields=name,currency,timezone_name. */
export async function readAccount(client: MetaClient, { account_id }: AccountFacts): Promise<AccountState> {
  const wire = await client.get(account_id, { fields: 'name,currency,timezone_name' }, accountWire);
  return { account_id, name: wire.name ?? account_id, currency: wire.currency, timezone: wire.timezone_name };
}

/** Lists the campaigns of the account that are not deleted: GET /{act_id}/campaigns. */
export async function listCampaigns(client: MetaClient, account: AccountFacts): Promise<readonly EntityState[]> {
  const query = {
    fields: entityFields.campaign,
    effective_status: ['ACTIVE', 'PAUSED', 'ARCHIVED', 'IN_PROCESS', 'WITH_ISSUES'],
    limit: 200,
  };
  const wires = await client.list(`${account.account_id}/campaigns`, query, campaignWire);
  return wires.map((wire) => campaignState(wire, account));
}

const audienceWire = z.object({
  id: z.union([z.string(), z.number()]).transform(String),
  name: z.string().nullish(),
  subtype: z.string().nullish(),
  approximate_count_lower_bound: wireNumber.nullish(),
  operation_status: z.object({ code: wireNumber.nullish() }).nullish(),
});

/** Lists the audiences of the account: GET /{act_id}/customaudiences. The size is Meta's lower bound; below 0 it gives none. */
export async function listAudiences(
  client: MetaClient,
  { account_id }: AccountFacts,
): Promise<readonly AudienceState[]> {
  const query = { fields: 'id,name,subtype,approximate_count_lower_bound,operation_status', limit: 200 };
  const wires = await client.list(`${account_id}/customaudiences`, query, audienceWire);
  return wires.map((wire) => {
    const size = wire.approximate_count_lower_bound ?? -1;
    const kind = wire.subtype === 'LOOKALIKE' ? 'lookalike' : wire.subtype === 'CUSTOM' ? 'custom' : 'other';
    // 200 is Meta's code for an audience that is ready to be used.
    const ready = (wire.operation_status?.code ?? 200) === 200;
    return { audience_id: wire.id, name: wire.name ?? wire.id, kind, size: size < 0 ? null : size, ready };
  });
}
