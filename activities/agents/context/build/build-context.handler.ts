import { type BoundHandler, bindRun } from '../../../../contracts/action-handler.ts';
import { type Database, withTenant } from '../../../../db/connect.ts';
import { listStoredAudiences } from '../../../../db/queries/audiences.ts';
import { readSubject } from '../collector/read-subject.ts';
import type { Timing } from '../collector/timing.ts';
import { buildContext } from './build-context.action.ts';
import { buildContextOf } from './build-context.ts';

/** Reads the campaign's own record and merges; everything else is handed in. */
export function createBuildContextHandler(deps: {
  readonly database: Database;
  readonly timing: Timing;
}): BoundHandler {
  return bindRun({
    definition: buildContext,
    run: async ({ campaign_id, at, ...given }, { origin }) => {
      const subject = await readSubject(deps, origin.tenant_id, { campaign_id, at, force_refresh: false });
      const { ad_account_id } = subject.campaign;
      const audiences = await withTenant(deps.database, origin.tenant_id, (tx) =>
        listStoredAudiences(tx, ad_account_id),
      );
      const parts = {
        campaign_metrics: given.campaign_metrics ?? null,
        creatives: given.creatives ?? null,
        competitors: given.competitors ?? null,
        audience: given.audience ?? null,
        history: given.history ?? null,
        calendar: given.calendar ?? null,
        experiments: given.experiments ?? null,
        site_health: given.site_health ?? null,
        state: given.state ?? null,
        changes: given.changes ?? null,
      };
      const spare = audiences.filter((each) => each.ready);
      return buildContextOf(subject.campaign, parts, spare, subject.at);
    },
  });
}
