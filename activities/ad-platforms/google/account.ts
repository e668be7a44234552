import { z } from 'zod';
import type { AccountState, AudienceState } from '../../../contracts/ad-platform.ts';
import { onlyRow } from './entities.ts';
import type { GoogleAccount } from './google-account.ts';
import { accountQuery, userListsQuery } from './queries.ts';
import { count, wireId } from './schemas.ts';

const customerRow = z.object({
  customer: z.object({ descriptiveName: z.string().nullish(), currencyCode: z.string(), timeZone: z.string() }),
});

/** Reads the account: its name, currency and time zone. */
export async function readAccount({ client, facts }: GoogleAccount): Promise<AccountState> {
  const { account_id } = facts;
  const { customer } = onlyRow(await client.search(accountQuery(), customerRow), account_id);
  const name = customer.descriptiveName || account_id;
  return { account_id, name, currency: customer.currencyCode, timezone: customer.timeZone };
}

const userListRow = z.object({
  userList: z.object({
    id: wireId,
    name: z.string().nullish(),
    type: z.string().nullish(),
    sizeForDisplay: count.nullish(),
    eligibleForDisplay: z.boolean().nullish(),
  }),
});

const kinds: ReadonlyMap<string, AudienceState['kind']> = new Map([
  ['CRM_BASED', 'custom'],
  ['REMARKETING', 'custom'],
  ['RULE_BASED', 'custom'],
  ['LOGICAL', 'saved'],
  ['LOOKALIKE', 'lookalike'],
  ['SIMILAR', 'lookalike'],
]);

/** Lists the user lists of the account. The size is Google's estimate for the Display Network. */
export async function listAudiences({ client }: GoogleAccount): Promise<readonly AudienceState[]> {
  const rows = await client.search(userListsQuery(), userListRow);
  return rows.map(({ userList }) => ({
    audience_id: userList.id,
    name: userList.name || userList.id,
    kind: kinds.get(userList.type ?? '') ?? 'other',
    size: userList.sizeForDisplay ?? null,
    ready: userList.eligibleForDisplay !== false,
  }));
}
