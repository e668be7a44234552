import { isInLearning, type LiveCampaign, readLiveCampaign } from '../live-campaign.ts';
import type { AccountAccess, AdapterRegistry } from '../registry.ts';
import type { ProposedChange } from '../write/change-set.ts';
import type { Proposal } from '../write/write-handler.ts';

/** A campaign as it is now, with the account it runs in. */
export type OpenCampaign = AccountAccess & { readonly campaign_id: string; readonly live: LiveCampaign };

/** Which campaign of which tenant. */
export type CampaignOf = { readonly tenant_id: string; readonly campaign_id: string };

/** Finds the account of a campaign and reads the campaign with its ad sets. */
export async function openCampaign(
  registry: AdapterRegistry,
  { tenant_id, campaign_id }: CampaignOf,
): Promise<OpenCampaign> {
  const { adapter, account } = await registry.forCampaign(tenant_id, campaign_id);
  const live = await readLiveCampaign(adapter, account.external_id, campaign_id, 'ad_sets');
  return { adapter, account, campaign_id, live };
}

/** Wishes of one campaign as a proposal. */
export function proposalOf({ account, live }: OpenCampaign, wishes: readonly ProposedChange[]): Proposal {
  return { wishes, currency: account.currency, in_learning: isInLearning(live) };
}
