import type { BoundHandler } from '../../../../contracts/action-handler.ts';
import type { AdPlatformDependencies } from '../../dependencies.ts';
import { cannot } from '../../live-campaign.ts';
import { openCampaign, proposalOf } from '../../proposals/open-campaign.ts';
import { adSetOf } from '../../proposals/where-writable.ts';
import { createWriteHandler } from '../../write/write-handler.ts';
import { setAdSetBudget } from './set-ad-set-budget.action.ts';

/** One change: the daily budget of the ad set, which must hold one. */
export function createSetAdSetBudgetHandler(deps: AdPlatformDependencies): BoundHandler {
  return createWriteHandler(deps, {
    definition: setAdSetBudget,
    propose: async ({ campaign_id, ad_set_id, daily_budget_minor: after }, { origin }) => {
      const open = await openCampaign(deps.registry, { tenant_id: origin.tenant_id, campaign_id });
      const entity = adSetOf(open, ad_set_id);
      if (entity.daily_budget_minor === null)
        throw cannot(
          open.live,
          `${entity.name} holds no daily budget; the campaign does, or it has a lifetime budget.`,
        );
      return proposalOf(open, [{ campaign_id, entity, field: 'daily_budget_minor', after }]);
    },
  });
}
