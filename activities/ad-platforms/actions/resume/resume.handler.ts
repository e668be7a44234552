import type { BoundHandler } from '../../../../contracts/action-handler.ts';
import type { AdPlatformDependencies } from '../../dependencies.ts';
import { openCampaign, proposalOf } from '../../proposals/open-campaign.ts';
import { statusWishes } from '../../proposals/status-wishes.ts';
import { createWriteHandler } from '../../write/write-handler.ts';
import { resumeCampaign } from './resume.action.ts';

/** One change: the campaign’s status becomes active. */
export function createResumeHandler(deps: AdPlatformDependencies): BoundHandler {
  return createWriteHandler(deps, {
    definition: resumeCampaign,
    propose: async ({ campaign_id }, { origin }) => {
      const open = await openCampaign(deps.registry, { tenant_id: origin.tenant_id, campaign_id });
      return proposalOf(open, statusWishes(open, 'active'));
    },
  });
}
