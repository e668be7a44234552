import { type BoundHandler, bindRun } from '../../../../contracts/action-handler.ts';
import { lastDays } from '../../account-day.ts';
import type { AdPlatformDependencies } from '../../dependencies.ts';
import { readInsights } from './read-insights.action.ts';

/** Reads insights of the whole campaign straight from the platform. */
export function createReadInsightsHandler(deps: AdPlatformDependencies): BoundHandler {
  return bindRun({
    definition: readInsights,
    run: async ({ campaign_id, days, grain }, { origin }) => {
      const { adapter, account } = await deps.registry.forCampaign(origin.tenant_id, campaign_id);
      const { since, until } = lastDays(account.timezone, deps.clock.now(), days);
      const rows = await adapter.readInsights({
        reference: { account_id: account.external_id, entity_type: 'campaign', entity_id: campaign_id },
        ...{ since, until, grain },
      });
      return { campaign_id, currency: account.currency, since, until, grain, rows: [...rows] };
    },
  });
}
