import { z } from 'zod';
import type { AdPlatformAdapter, PlatformChange } from '../../../contracts/ad-platform.ts';
import { CodedError } from '../../../contracts/errors/index.ts';
import { changeFromLog } from './change-in-our-terms.ts';
import { type LoggedChange, readChangeLog } from './change-log.ts';
import type { TiktokClient } from './client.ts';
import type { AccountFacts } from './entities.ts';
import { adGroups, ads, campaigns } from './reading.ts';
import { wireId } from './schemas.ts';
import { wireFromMoment } from './wire-time.ts';

/** How the change log is waited for, and by which app of ours our changes are known. */
export type ChangeLogOptions = {
  /** Id of our app at TikTok; null when it is not known, and then no change counts as ours. */
  readonly application_id: string | null;
  readonly pause: (milliseconds: number) => Promise<void>;
};

type ChangesQuery = Parameters<AdPlatformAdapter['readChanges']>[0];
/** Things of one kind by id, each with the mode of its budget. */
type Logged = {
  readonly object_type: 'CAMPAIGN' | 'ADGROUP' | 'AD';
  readonly modes: ReadonlyMap<string, string | null>;
};

const longestRangeMs = 30 * 86_400_000;
const mostIds = 100;
/** A task is looked at twice a second, for half a minute. */
const checkEveryMs = 500;
const mostChecks = 60;

const taskCreated = z.object({ task_id: wireId });
const taskChecked = z.object({ status: z.string() });
const taskDownloaded = z.object({ changelog: z.string().nullish() });

/** The entity and what lies below it, as the log names them. */
async function loggedBelow(
  client: TiktokClient,
  account: AccountFacts,
  { entity_type, entity_id }: ChangesQuery['reference'],
): Promise<readonly Logged[]> {
  if (entity_type === 'ad') return [{ object_type: 'AD', modes: new Map([[entity_id, null]]) }];
  if (entity_type === 'creative')
    throw new CodedError('PLATFORM_CAPABILITY_MISSING', 'TikTok keeps no history of images.', { entity_id });
  const filtering = entity_type === 'campaign' ? { campaign_ids: [entity_id] } : { adgroup_ids: [entity_id] };
  const own = entity_type === 'campaign' ? await client.list(campaigns(account, filtering)) : [];
  const groups = await client.list(adGroups(account, filtering));
  const below = await client.list(ads(account, filtering));
  return [
    { object_type: 'CAMPAIGN', modes: new Map(own.map((each) => [each.campaign_id, each.budget_mode ?? null])) },
    { object_type: 'ADGROUP', modes: new Map(groups.map((each) => [each.adgroup_id, each.budget_mode ?? null])) },
    { object_type: 'AD', modes: new Map(below.map((each) => [each.ad_id, null])) },
  ];
}

/** What one task exports: things of one kind and at most 30 days. */
function exportsOf({ object_type, modes }: Logged, since: Date, until: Date): readonly object[] {
  const ids = [...modes.keys()];
  const exports: object[] = [];
  for (let first = 0; first < ids.length; first += mostIds)
    for (let start = since.getTime(); start < until.getTime(); start += longestRangeMs) {
      const end = Math.min(until.getTime(), start + longestRangeMs);
      exports.push({
        ...{ start_time: wireFromMoment(new Date(start)), end_time: wireFromMoment(new Date(end)), timezone: 'UTC' },
        ...{ object_type, object_ids: ids.slice(first, first + mostIds) },
      });
    }
  return exports;
}

/** One export: create, look until it is ready, download. Throws PLATFORM_UNAVAILABLE when it fails or takes too long. */
async function exportLog(
  client: TiktokClient,
  pause: ChangeLogOptions['pause'],
  body: { readonly advertiser_id: string },
): Promise<readonly LoggedChange[]> {
  const { task_id } = await client.ask('changelog/task/create/', body, taskCreated);
  const task = { advertiser_id: body.advertiser_id, task_id };
  for (let check = 0; check < mostChecks; check += 1) {
    const { status } = await client.get('changelog/task/check/', task, taskChecked);
    if (status === 'FAILED') break;
    if (status === 'SUCCESS') {
      const { changelog } = await client.get('changelog/task/download/', task, taskDownloaded);
      return changelog ? readChangeLog(changelog) : [];
    }
    await pause(checkEveryMs);
  }
  throw new CodedError('PLATFORM_UNAVAILABLE', 'TikTok did not finish the export of its change log.', { task_id });
}

/**
 * The change log of one entity and what lies below it, by exports: POST changelog/task/create/, GET …/check/, GET …/download/,
 * one for each kind of thing and each 30 days. https://business-api.tiktok.com/portal/docs?id=1739924165710849
 */
export async function readChanges(
  client: TiktokClient,
  account: AccountFacts,
  options: ChangeLogOptions,
  query: ChangesQuery,
): Promise<readonly PlatformChange[]> {
  const { account_id: advertiser_id } = account;
  // Up to the end of the second that has begun, so that what was just done is not left out.
  const until = new Date(account.now().getTime() + 1_000);
  const changes: PlatformChange[] = [];
  for (const logged of await loggedBelow(client, account, query.reference))
    for (const each of exportsOf(logged, new Date(query.since), until))
      for (const change of await exportLog(client, options.pause, { advertiser_id, ...each })) {
        const mode = logged.modes.get(change.object_id);
        if (mode !== undefined) changes.push(changeFromLog(change, mode, account, options.application_id));
      }
  return changes;
}
