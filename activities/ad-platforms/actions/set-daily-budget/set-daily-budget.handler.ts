import type { BoundHandler } from '../../../../contracts/action-handler.ts';
import type { AdPlatformDependencies } from '../../dependencies.ts';
import { dailyBudgetWishes } from '../../proposals/budget-wishes.ts';
import { openCampaign, proposalOf } from '../../proposals/open-campaign.ts';
import { createWriteHandler } from '../../write/write-handler.ts';
import { setDailyBudget } from './set-daily-budget.action.ts';

/** One change where the campaign holds its budget, else one for each ad set that holds a part of it. */
export function createSetDailyBudgetHandler(deps: AdPlatformDependencies): BoundHandler {
  return createWriteHandler(deps, {
    definition: setDailyBudget,
    propose: async ({ campaign_id, daily_budget_minor }, { origin }) => {
      const open = await openCampaign(deps.registry, { tenant_id: origin.tenant_id, campaign_id });
      return proposalOf(open, dailyBudgetWishes(open, daily_budget_minor));
    },
  });
}
