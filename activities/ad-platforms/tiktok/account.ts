import { z } from 'zod';
import type { AccountState, AudienceState } from '../../../contracts/ad-platform.ts';
import { CodedError } from '../../../contracts/errors/index.ts';
import type { TiktokClient } from './client.ts';
import type { AccountFacts } from './entities.ts';
import { advertiserWire, audienceWire } from './schemas.ts';

const advertisers = z.object({ list: z.array(advertiserWire) });

/** Reads the advertiser: GET advertiser/info/. Its place in the world is taken before its offset from UTC. */
export async function readAccount(client: TiktokClient, { account_id }: AccountFacts): Promise<AccountState> {
  const fields = ['advertiser_id', 'name', 'currency', 'timezone', 'display_timezone'];
  const found = await client.get('advertiser/info/', { advertiser_ids: [account_id], fields }, advertisers);
  const wire = found.list.find((each) => each.advertiser_id === account_id);
  if (wire === undefined)
    throw new CodedError('PLATFORM_NOT_FOUND', `TikTok has no advertiser ${account_id} for us.`, { account_id });
  const timezone = wire.display_timezone ? wire.display_timezone : wire.timezone;
  return {
    account_id,
    name: wire.name ? wire.name : account_id,
    currency: wire.currency,
    timezone: timezone ? timezone : 'UTC',
  };
}

const kinds: ReadonlyMap<string, AudienceState['kind']> = new Map([
  ['Lookalike Audience', 'lookalike'],
  ['Preferred Population', 'other'],
  ['Partner Audience', 'other'],
]);

/** Lists the audiences of the advertiser: GET dmp/custom_audience/list/. What is being computed or has expired is not ready. */
export async function listAudiences(
  client: TiktokClient,
  { account_id: advertiser_id }: AccountFacts,
): Promise<readonly AudienceState[]> {
  const path = 'dmp/custom_audience/list/';
  const found = await client.list({ path, query: { advertiser_id }, schema: audienceWire, page_size: 100 });
  return found.map((wire) => ({
    audience_id: wire.audience_id,
    name: wire.name ? wire.name : wire.audience_id,
    kind: kinds.get(wire.audience_type ?? '') ?? 'custom',
    size: wire.cover_num ?? null,
    ready: wire.is_valid ?? true,
  }));
}
