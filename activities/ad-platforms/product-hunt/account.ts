import { z } from 'zod';
import type { AccountState, EntityState } from '../../../contracts/ad-platform.ts';
import { CodedError } from '../../../contracts/errors/index.ts';
import type { ProductHuntClient } from './client.ts';
import { vendor } from './failures.ts';
import { type AccountFacts, launchState } from './launches.ts';
import { launchesQuestion, viewerQuestion } from './questions.ts';
import { identifier, launchWire, pageWire, viewerWire } from './schemas.ts';

/** Days begin and end in Pacific time: so do the launch day and its ranking. */
export const launchTimezone = 'America/Los_Angeles';

/** Refuses a token that is not the account’s: what it lists would be another maker’s launches. */
function checkMaker(user_id: string | null, { account_id }: AccountFacts): void {
  if (user_id === account_id) return;
  const message =
    user_id === null
      ? `${vendor}: the token belongs to an application and not to a maker; use a developer token or sign in as the maker.`
      : `${vendor}: the token belongs to another maker than the account.`;
  throw new CodedError('PLATFORM_UNAUTHORIZED', message, { account_id });
}

/**
 * The maker whose token it is: `viewer`. Product Hunt has no money, so the account keeps the currency that it was connected
 * with; nothing is ever counted in it.
 */
export async function readAccount(client: ProductHuntClient, account: AccountFacts): Promise<AccountState> {
  const { viewer } = await client.ask(viewerQuestion, {}, viewerWire);
  checkMaker(viewer?.user.id ?? null, account);
  const { account_id, currency } = account;
  return { account_id, name: viewer?.user.name ?? account_id, currency, timezone: launchTimezone };
}

const launchesWire = z.object({
  viewer: z.object({ user: z.object({ id: identifier, madePosts: pageWire(launchWire) }) }).nullable(),
});

/** The launches that the maker has made: `viewer.user.madePosts`, by cursor to the end. */
export async function listLaunches(client: ProductHuntClient, account: AccountFacts): Promise<readonly EntityState[]> {
  const found: EntityState[] = [];
  const schema = launchesWire.transform(({ viewer }) => {
    checkMaker(viewer?.user.id ?? null, account);
    return viewer?.user.madePosts ?? { nodes: [], more: false, cursor: null };
  });
  for await (const nodes of client.pages(launchesQuestion, {}, schema))
    found.push(...nodes.map((wire) => launchState(wire, account)));
  return found;
}
