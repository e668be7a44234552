import { cannot, dailyBudgetMinor, isInLearning, readLiveCampaign } from './live-campaign.ts';
import type { AdapterRegistry } from './registry.ts';
import type { Proposal } from './write/write-handler.ts';

/** The wish that a campaign shall be active or paused. What moves is its whole daily budget, on the campaign or on its ad sets. */
export async function proposeStatus(
  registry: AdapterRegistry,
  wish: { readonly tenant_id: string; readonly campaign_id: string; readonly status: 'active' | 'paused' },
): Promise<Proposal> {
  const { tenant_id, campaign_id, status } = wish;
  const { adapter, account } = await registry.forCampaign(tenant_id, campaign_id);
  const live = await readLiveCampaign(adapter, account.external_id, campaign_id, 'ad_sets');
  const present = live.campaign.status;
  if (present !== 'active' && present !== 'paused')
    throw cannot(live, `it is ${present}, and can be neither paused nor resumed.`);
  return {
    wishes: [
      {
        campaign_id,
        entity: live.campaign,
        field: 'status',
        after: status,
        daily_money_behind_minor: dailyBudgetMinor(live) ?? 0,
      },
    ],
    currency: account.currency,
    timezone: account.timezone,
    in_learning: isInLearning(live),
  };
}
