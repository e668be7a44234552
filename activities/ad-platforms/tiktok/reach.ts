import type { AdPlatformAdapter, ReachRow } from '../../../contracts/ad-platform.ts';
import type { TiktokClient } from './client.ts';
import type { AccountFacts } from './entities.ts';
import { reachRowWire } from './schemas.ts';

const levels = {
  campaign: { data_level: 'AUCTION_CAMPAIGN', dimension: 'campaign_id' },
  ad: { data_level: 'AUCTION_AD', dimension: 'ad_id' },
} as const;

/**
 * Reads reach over a range of days: a report without a dimension of time, of at most 365 days.
 * https://business-api.tiktok.com/portal/docs?id=1740302848100353
 */
export async function readReach(
  client: TiktokClient,
  { account_id: advertiser_id }: AccountFacts,
  { reference, by, since, until }: Parameters<NonNullable<AdPlatformAdapter['readReach']>>[0],
): Promise<readonly ReachRow[]> {
  const { data_level, dimension } = levels[by];
  const filter = {
    field_name: 'campaign_ids',
    filter_type: 'IN',
    filter_value: JSON.stringify([reference.entity_id]),
  };
  const query = {
    ...{ advertiser_id, report_type: 'BASIC', data_level, dimensions: [dimension] },
    ...{ metrics: ['impressions', 'reach', 'frequency'], start_date: since, end_date: until, filtering: [filter] },
  };
  const rows = await client.list({
    ...{ path: 'report/integrated/get/', query, schema: reachRowWire, page_size: 1_000 },
  });
  return rows.flatMap(({ dimensions, metrics }) => {
    const entity_id = dimensions[dimension];
    const reach = Math.round(metrics.reach ?? 0);
    const impressions = Math.round(metrics.impressions ?? 0);
    if (!entity_id || reach <= 0) return [];
    return [{ entity_id, impressions, reach, frequency: metrics.frequency ?? impressions / reach }];
  });
}
