import { inArray } from 'drizzle-orm';
import type { Change } from '../../contracts/change-set.ts';
import type { TenantTransaction } from '../connect.ts';
import { adSets, ads, campaigns } from '../schema/index.ts';

/** Tells what our own rows, as the last sync or write left them, hold of a field; undefined for what they do not hold. */
export type LastKnown = (field: Pick<Change, 'entity_type' | 'entity_id' | 'field'>) => Change['before'] | undefined;

/** Reads our rows of the entities of these campaigns. */
export async function readLastKnown(tx: TenantTransaction, campaign_ids: readonly string[]): Promise<LastKnown> {
  const ids = [...campaign_ids];
  if (ids.length === 0) return () => undefined;
  const { campaign_id, status, daily_budget_minor } = campaigns;
  const [ofCampaigns, ofAdSets, ofAds] = await Promise.all([
    tx.select({ id: campaign_id, status, daily_budget_minor }).from(campaigns).where(inArray(campaign_id, ids)),
    tx
      .select({
        id: adSets.ad_set_id,
        status: adSets.status,
        daily_budget_minor: adSets.daily_budget_minor,
        bid_amount_minor: adSets.bid_amount_minor,
      })
      .from(adSets)
      .where(inArray(adSets.campaign_id, ids)),
    tx
      .select({ id: ads.ad_id, status: ads.status, creative_id: ads.creative_id })
      .from(ads)
      .where(inArray(ads.campaign_id, ids)),
  ]);
  const rows = { campaign: ofCampaigns, ad_set: ofAdSets, ad: ofAds, creative: [] } as const;
  return ({ entity_type, entity_id, field }) => {
    const found = rows[entity_type].find((row) => row.id === entity_id);
    if (found === undefined) return undefined;
    const held: Readonly<Record<string, string | number | null>> = found;
    return held[field] ?? undefined;
  };
}
