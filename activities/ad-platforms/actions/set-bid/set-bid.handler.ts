import type { BoundHandler } from '../../../../contracts/action-handler.ts';
import type { AdPlatformDependencies } from '../../dependencies.ts';
import { bidWishes } from '../../proposals/budget-wishes.ts';
import { openCampaign, proposalOf } from '../../proposals/open-campaign.ts';
import { createWriteHandler } from '../../write/write-handler.ts';
import { setBid } from './set-bid.action.ts';

/** One change for each ad set that bids an amount. */
export function createSetBidHandler(deps: AdPlatformDependencies): BoundHandler {
  return createWriteHandler(deps, {
    definition: setBid,
    propose: async ({ campaign_id, bid_amount_minor }, { origin }) => {
      const open = await openCampaign(deps.registry, { tenant_id: origin.tenant_id, campaign_id });
      return proposalOf(open, bidWishes(open, bid_amount_minor));
    },
  });
}
