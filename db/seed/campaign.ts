import type { DemoCampaign } from '../../contracts/demo-world.ts';
import type { Platform } from '../../contracts/platform.ts';
import type { TenantTransaction } from '../connect.ts';
import { adSets, ads, campaigns, creatives } from '../schema/index.ts';
import type { seedAdAccount } from './ad-account.ts';

/** A bid that one sets by hand, as each platform calls it that has such a thing. */
const bidStrategies: Readonly<Partial<Record<Platform, string>>> = {
  meta_ads: 'LOWEST_COST_WITH_BID_CAP',
  google_ads: 'MANUAL_CPC',
  linkedin_ads: 'NONE',
  tiktok_ads: 'BID_TYPE_CUSTOM',
};

/**
 * Adds a demo campaign with its ad set, ads and creatives; `place` is its place in lists. What is there already stays as it is: by now a budget or a
 * status may have been changed through the product. The market scenario is the sandbox's own and never stored.
 */
export async function seedCampaign(
  tx: TenantTransaction,
  campaign: DemoCampaign,
  account: Awaited<ReturnType<typeof seedAdAccount>>,
  place = 0,
): Promise<void> {
  const { campaign_id, ad_set_id, bid_amount_minor, spare_creatives, ...told } = campaign;
  const { scenario: _scenario, budget_owner: _owner, ...facts } = told;
  // Lists show the newest first; a second apart, they show the demo in its own order.
  const created_at = new Date(Date.now() - place * 1000);
  await tx
    .insert(campaigns)
    .values({ ...facts, ...account, campaign_id, keywords: [...facts.keywords], status: 'active', created_at })
    .onConflictDoNothing();
  await tx
    .insert(adSets)
    .values({
      ad_set_id,
      campaign_id,
      name: `${campaign.campaign_name} – ad set`,
      status: 'active',
      bid_amount_minor,
      bid_strategy: bidStrategies[account.platform] ?? null,
    })
    .onConflictDoNothing();
  await tx
    .insert(ads)
    .values(campaign.ads.map((ad) => ({ ...ad, ad_set_id, campaign_id, status: 'active' })))
    .onConflictDoNothing();
  await tx
    .insert(creatives)
    .values([
      ...campaign.ads.map(({ creative_id, name }) => ({ creative_id, name, campaign_id, state: 'active' as const })),
      ...spare_creatives.map((creative) => ({ ...creative, campaign_id, state: 'spare' as const })),
    ])
    .onConflictDoNothing();
}
