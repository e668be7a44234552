import type { AdPlatformAdapter } from '../../contracts/ad-platform.ts';
import type { DaySpan, SpanReach } from '../../db/queries/reach-windows.ts';

/**
 * The reach of a campaign over a span of days as its platform tells it; null where the platform tells none at all. A campaign of
 * which it has nothing to tell has nulls, which is an answer too: it need not be asked again.
 */
export async function readCampaignReach(
  adapter: AdPlatformAdapter,
  account_id: string,
  campaign_id: string,
  { since, until }: DaySpan,
): Promise<SpanReach | null> {
  if (adapter.readReach === undefined) return null;
  const reference = { account_id, entity_type: 'campaign', entity_id: campaign_id } as const;
  const rows = await adapter.readReach({ reference, by: 'campaign', since, until });
  const found = rows.find((row) => row.entity_id === campaign_id);
  return {
    impressions: found?.impressions ?? null,
    reach: found?.reach ?? null,
    frequency: found?.frequency ?? null,
  };
}
