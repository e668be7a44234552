import type { BoundHandler } from '../../../../contracts/action-handler.ts';
import type { AdPlatformDependencies } from '../../dependencies.ts';
import { openCampaign, proposalOf } from '../../proposals/open-campaign.ts';
import { statusWishes } from '../../proposals/status-wishes.ts';
import { createWriteHandler } from '../../write/write-handler.ts';
import { pauseCampaign } from './pause.action.ts';

/** One change: the campaign’s status becomes paused. */
export function createPauseHandler(deps: AdPlatformDependencies): BoundHandler {
  return createWriteHandler(deps, {
    definition: pauseCampaign,
    propose: async ({ campaign_id }, { origin }) => {
      const open = await openCampaign(deps.registry, { tenant_id: origin.tenant_id, campaign_id });
      return proposalOf(open, statusWishes(open, 'paused'));
    },
  });
}
