import { type BoundHandler, bindRun } from '../../../contracts/action-handler.ts';
import type { EntityState } from '../../../contracts/ad-platform.ts';
import { CodedError } from '../../../contracts/errors/index.ts';
import { emptyOldBatches } from '../../../db/queries/conversion-batches.ts';
import { listUnlistedCampaigns, markCampaign, saveListedCampaign } from '../../../db/queries/entities.ts';
import type { ReadableAccount } from '../../ad-platforms/account-reader.ts';
import { takeAccountFacts } from './account-facts.ts';
import { endsRun, leftOut, leftOutError } from './ends-run.ts';
import { holdStream, type StreamRun, type SyncDependencies } from './hold-stream.ts';
import type { LeftOut } from './stream-report.ts';
import { syncEntities } from './sync-entities.action.ts';

/**
 * Reads the campaigns in the order of their ids and saves each with what is below it and the place in the list, in one
 * transaction; a run that was cut short goes on after that place. Then looks at those that are listed no more.
 */
export function createSyncEntitiesHandler(deps: SyncDependencies): BoundHandler {
  return bindRun({
    definition: syncEntities,
    run: ({ account_id }, context) =>
      holdStream(deps, { account_id, stream: 'entities' }, context, async (run) => {
        // What was to be sent long ago is nobody's any more; this run comes by every hour.
        await run.inTenant(emptyOldBatches);
        const opened = await takeAccountFacts(run);
        const all = await opened.adapter.listCampaigns();
        const living = all
          .filter((each) => each.status !== 'archived' && each.status !== 'deleted')
          .toSorted((one, other) => (one.entity_id < other.entity_id ? -1 : 1));
        const { campaigns_added, failed } = await saveCampaigns(run, opened, living);
        const campaigns_gone = await markGone(run, opened, all, living);
        await run.end(leftOutError(failed));
        const { account } = opened;
        const { read, changed } = run.counts();
        return {
          ...{ account_id: account.external_id, platform: account.platform, resumed: run.held.resumed },
          ...{ rows_read: read, rows_changed: changed, campaigns: living.length },
          ...{ campaigns_added, campaigns_gone, failed },
        };
      }),
  });
}

async function saveCampaigns(run: StreamRun, opened: ReadableAccount, living: readonly EntityState[]) {
  const after = typeof run.held.cursor?.after === 'string' ? run.held.cursor.after : '';
  const failed: LeftOut[] = [];
  let campaigns_added = 0;
  for (const campaign of living.filter((each) => each.entity_id > after)) {
    try {
      const listed = await opened.readCampaign(campaign);
      const added = await run.save(async (tx) => {
        const saved = await saveListedCampaign(tx, opened.account, listed);
        const counts = { read: saved.read, changed: saved.changed, restated: 0 };
        return { cursor: { after: campaign.entity_id }, added: counts, result: saved.added };
      });
      if (added) campaigns_added += 1;
    } catch (error) {
      if (endsRun(error)) throw error;
      failed.push(leftOut(campaign.entity_id, error));
    }
  }
  return { campaigns_added, failed };
}

/**
 * Marks campaigns of ours that the platform does not list as living. A list may lag behind or be cut short, so each is looked
 * at by itself: only what is archived, deleted or not known there any more is gone.
 */
async function markGone(
  run: StreamRun,
  { account, adapter }: ReadableAccount,
  all: readonly EntityState[],
  living: readonly EntityState[],
): Promise<number> {
  const ids = living.map((each) => each.entity_id);
  const unlisted = await run.inTenant((tx) => listUnlistedCampaigns(tx, account.ad_account_id, ids));
  let gone = 0;
  for (const entity_id of unlisted) {
    const reference = { account_id: account.external_id, entity_type: 'campaign', entity_id } as const;
    const listed = all.find((each) => each.entity_id === entity_id);
    const status = listed?.status ?? (await statusOf(() => adapter.readEntity(reference)));
    if (status !== 'archived' && status !== 'deleted') continue;
    await run.save(async (tx) => {
      await markCampaign(tx, entity_id, status);
      return { cursor: { after: ids.at(-1) ?? '' }, added: { read: 1, changed: 1, restated: 0 }, result: null };
    });
    gone += 1;
  }
  return gone;
}

async function statusOf(read: () => Promise<EntityState>): Promise<EntityState['status']> {
  try {
    return (await read()).status;
  } catch (error) {
    if (error instanceof CodedError && error.code === 'PLATFORM_NOT_FOUND') return 'deleted';
    throw error;
  }
}
