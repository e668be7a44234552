import type { AdPlatformAdapter, ReachRow } from '../../../contracts/ad-platform.ts';
import { gaql, id, text } from './gaql.ts';
import type { GoogleAccount } from './google-account.ts';
import { reachRow } from './schemas.ts';

type ReachQuery = Parameters<NonNullable<AdPlatformAdapter['readReach']>>[0];

const levels = {
  campaign: { from: 'campaign', id: 'campaign.id' },
  ad: { from: 'ad_group_ad', id: 'ad_group_ad.ad.id' },
};

/** Reach over a range of days: without a segment by date, as people who came back are counted once only then. */
export function reachQuery({ reference, by, since, until }: ReachQuery): string {
  const level = levels[by];
  return gaql({
    select: [level.id, 'metrics.impressions', 'metrics.unique_users'],
    from: level.from,
    where: [`campaign.id = ${id(reference.entity_id)}`, `segments.date BETWEEN ${text(since)} AND ${text(until)}`],
  });
}

/**
 * Reads reach, which Google counts for display, video, demand gen and app campaigns over at most 92 days; what it does not
 * count has no row.
 * https://developers.google.com/google-ads/api/fields/v25/metrics#metrics.unique_users
 */
export async function readReach({ client }: GoogleAccount, query: ReachQuery): Promise<readonly ReachRow[]> {
  const rows = await client.search(reachQuery(query), reachRow);
  return rows.flatMap(({ campaign, adGroupAd, metrics }) => {
    const entity_id = query.by === 'ad' ? adGroupAd?.ad.id : campaign?.id;
    const reach = metrics?.uniqueUsers ?? 0;
    const impressions = metrics?.impressions ?? 0;
    return entity_id === undefined || reach === 0
      ? []
      : [{ entity_id, impressions, reach, frequency: impressions / reach }];
  });
}
