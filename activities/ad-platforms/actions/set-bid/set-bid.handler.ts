import type { BoundHandler } from '../../../../contracts/action-handler.ts';
import type { AdPlatformDependencies } from '../../dependencies.ts';
import { biddingAdSets, cannot, isInLearning, readLiveCampaign } from '../../live-campaign.ts';
import { scaleToHighest } from '../../share-out.ts';
import { createWriteHandler } from '../../write/write-handler.ts';
import { setBid } from './set-bid.action.ts';

/** One change for each ad set that bids an amount. */
export function createSetBidHandler(deps: AdPlatformDependencies): BoundHandler {
  return createWriteHandler(deps, {
    definition: setBid,
    propose: async ({ campaign_id, bid_amount_minor }, { origin }) => {
      const { adapter, account } = await deps.registry.forCampaign(origin.tenant_id, campaign_id);
      const live = await readLiveCampaign(adapter, account.external_id, campaign_id, 'ad_sets');
      const bidding = biddingAdSets(live);
      if (bidding.length === 0) throw cannot(live, 'no ad set bids an amount; the platform bids by itself.');
      const bids = scaleToHighest(
        bid_amount_minor,
        bidding.map((each) => each.bid_amount_minor ?? 0),
      );
      return {
        wishes: bidding.map((entity, index) => ({
          campaign_id,
          entity,
          field: 'bid_amount_minor' as const,
          after: bids[index] ?? bid_amount_minor,
        })),
        currency: account.currency,
        timezone: account.timezone,
        in_learning: isInLearning(live),
      };
    },
  });
}
