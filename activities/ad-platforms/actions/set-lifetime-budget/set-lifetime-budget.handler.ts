import type { BoundHandler } from '../../../../contracts/action-handler.ts';
import type { AdPlatformDependencies } from '../../dependencies.ts';
import { lifetimeBudgetWishes } from '../../proposals/budget-wishes.ts';
import { openCampaign, proposalOf } from '../../proposals/open-campaign.ts';
import { createWriteHandler } from '../../write/write-handler.ts';
import { setLifetimeBudget } from './set-lifetime-budget.action.ts';

/** One change where the campaign holds its lifetime budget, else one for each ad set that holds a part of it. */
export function createSetLifetimeBudgetHandler(deps: AdPlatformDependencies): BoundHandler {
  return createWriteHandler(deps, {
    definition: setLifetimeBudget,
    propose: async ({ campaign_id, lifetime_budget_minor }, { origin }) => {
      const open = await openCampaign(deps.registry, { tenant_id: origin.tenant_id, campaign_id });
      return proposalOf(open, lifetimeBudgetWishes(open, lifetime_budget_minor));
    },
  });
}
