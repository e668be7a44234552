import { type BoundHandler, bindRun } from '../../../../contracts/action-handler.ts';
import { lastDays } from '../../account-day.ts';
import type { AdPlatformDependencies } from '../../dependencies.ts';
import { readChanges } from './read-changes.action.ts';

/** Reads the platform’s own change history of the campaign and what lies below it. */
export function createReadChangesHandler(deps: AdPlatformDependencies): BoundHandler {
  return bindRun({
    definition: readChanges,
    run: async ({ campaign_id, days }, { origin }) => {
      const { adapter, account } = await deps.registry.forCampaign(origin.tenant_id, campaign_id);
      const { since } = lastDays(account.timezone, deps.clock.now(), days);
      const changes = await adapter.readChanges({
        reference: { account_id: account.external_id, entity_type: 'campaign', entity_id: campaign_id },
        since,
      });
      const newestFirst = [...changes].sort((one, other) => other.at.localeCompare(one.at));
      return { campaign_id, since, changes: newestFirst.map((change) => ({ ...change })) };
    },
  });
}
