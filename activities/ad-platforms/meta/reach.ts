import type { AdPlatformAdapter, ReachRow } from '../../../contracts/ad-platform.ts';
import type { MetaClient } from './client.ts';
import { reachWire } from './schemas.ts';

const named = { campaign: 'campaign_id', ad: 'ad_id' } as const;

/**
 * Reads reach over a range of days: GET /{campaign}/insights at the wanted level without `time_increment`, so that Meta counts
 * people who came back once.
 * https://developers.facebook.com/docs/marketing-api/reference/ads-insights/
 */
export async function readReach(
  client: MetaClient,
  { reference, by, since, until }: Parameters<NonNullable<AdPlatformAdapter['readReach']>>[0],
): Promise<readonly ReachRow[]> {
  const id = named[by];
  const query = { level: by, fields: `${id},impressions,reach,frequency`, time_range: { since, until }, limit: 500 };
  const rows = await client.list(`${reference.entity_id}/insights`, query, reachWire);
  return rows.flatMap((row) => {
    const { [id]: entity_id, impressions, reach, frequency } = row;
    if (!entity_id || !reach) return [];
    const shown = Math.round(impressions ?? 0);
    return [{ entity_id, impressions: shown, reach: Math.round(reach), frequency: frequency ?? shown / reach }];
  });
}
