import { type BoundHandler, bindRun } from '../../../contracts/action-handler.ts';
import { saveAudiences } from '../../../db/queries/audiences.ts';
import { holdStream, type SyncDependencies } from './hold-stream.ts';
import { syncAudiences } from './sync-audiences.action.ts';

/** Reads the whole list and then writes it in one transaction; it is short, so a run that was cut short begins anew. */
export function createSyncAudiencesHandler(deps: SyncDependencies): BoundHandler {
  return bindRun({
    definition: syncAudiences,
    run: ({ account_id }, context) =>
      holdStream(deps, { account_id, stream: 'audiences' }, context, async (run) => {
        const { account, adapter } = run.opened;
        const listed = await adapter.listAudiences();
        const { read, changed, removed } = await run.save(async (tx) => {
          const saved = await saveAudiences(tx, account.ad_account_id, listed, run.now);
          return { cursor: {}, added: { ...saved, restated: 0 }, result: saved };
        });
        await run.end(null);
        return {
          ...{ account_id: account.external_id, platform: account.platform, resumed: run.held.resumed },
          ...{ rows_read: read, rows_changed: changed, audiences_removed: removed },
        };
      }),
  });
}
