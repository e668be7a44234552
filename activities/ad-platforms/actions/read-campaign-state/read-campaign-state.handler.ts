import { type BoundHandler, bindRun } from '../../../../contracts/action-handler.ts';
import { withTenant } from '../../../../db/connect.ts';
import { listCreatives } from '../../../../db/queries/campaign-accounts.ts';
import type { AdPlatformDependencies } from '../../dependencies.ts';
import {
  bidAmountMinor,
  budgetHolders,
  dailyBudgetMinor,
  isInLearning,
  type LiveCampaign,
  readLiveCampaign,
} from '../../live-campaign.ts';
import { readCampaignState } from './read-campaign-state.action.ts';

function heldBy(live: LiveCampaign): 'campaign' | 'ad_sets' | 'none' {
  const [holder] = budgetHolders(live);
  if (!holder) return 'none';
  return holder.entity_type === 'campaign' ? 'campaign' : 'ad_sets';
}

/** Reads the live state; which creatives are spare is known to us alone. */
export function createReadCampaignStateHandler(deps: AdPlatformDependencies): BoundHandler {
  return bindRun({
    definition: readCampaignState,
    run: async ({ campaign_id }, { origin }) => {
      const { adapter, account } = await deps.registry.forCampaign(origin.tenant_id, campaign_id);
      const live = await readLiveCampaign(adapter, account.external_id, campaign_id, 'ads');
      const creatives = await withTenant(deps.database, origin.tenant_id, (tx) => listCreatives(tx, campaign_id));
      const running = live.ads.filter((ad) => ad.status === 'active' && ad.creative_id !== null);
      const shown = new Set(live.ads.map((ad) => ad.creative_id));
      return {
        campaign_id,
        campaign_name: live.campaign.name,
        platform: adapter.platform,
        account_id: account.external_id,
        currency: account.currency,
        timezone: account.timezone,
        status: live.campaign.status,
        daily_budget_minor: dailyBudgetMinor(live),
        budget_held_by: heldBy(live),
        bid_amount_minor: bidAmountMinor(live),
        in_learning: isInLearning(live),
        running_creatives: running.map((ad) => ({
          ad_id: ad.entity_id,
          ad_name: ad.name,
          creative_id: ad.creative_id ?? '',
        })),
        spare_creatives: creatives
          .filter((creative) => !shown.has(creative.creative_id))
          .map(({ creative_id, name }) => ({ creative_id, name })),
        campaign: live.campaign,
        ad_sets: [...live.ad_sets],
        ads: [...live.ads],
        read_at: deps.clock.now().toISOString(),
      };
    },
  });
}
