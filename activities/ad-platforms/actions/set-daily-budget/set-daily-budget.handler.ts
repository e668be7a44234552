import type { BoundHandler } from '../../../../contracts/action-handler.ts';
import type { AdPlatformDependencies } from '../../dependencies.ts';
import { budgetHolders, cannot, isInLearning, readLiveCampaign } from '../../live-campaign.ts';
import { shareOut } from '../../share-out.ts';
import { createWriteHandler } from '../../write/write-handler.ts';
import { setDailyBudget } from './set-daily-budget.action.ts';

/** One change where the campaign holds its budget, else one for each ad set that holds a part of it. */
export function createSetDailyBudgetHandler(deps: AdPlatformDependencies): BoundHandler {
  return createWriteHandler(deps, {
    definition: setDailyBudget,
    propose: async ({ campaign_id, daily_budget_minor }, { origin }) => {
      const { adapter, account } = await deps.registry.forCampaign(origin.tenant_id, campaign_id);
      const live = await readLiveCampaign(adapter, account.external_id, campaign_id, 'ad_sets');
      const holders = budgetHolders(live);
      if (holders.length === 0) throw cannot(live, 'there is no daily budget to set; it may have a lifetime budget.');
      const shares = shareOut(
        daily_budget_minor,
        holders.map((each) => each.daily_budget_minor ?? 0),
      );
      return {
        wishes: holders.map((entity, index) => ({
          campaign_id,
          entity,
          field: 'daily_budget_minor' as const,
          after: shares[index] ?? 0,
        })),
        currency: account.currency,
        timezone: account.timezone,
        in_learning: isInLearning(live),
      };
    },
  });
}
