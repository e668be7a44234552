import type { AdPlatformAdapter, ReachRow } from '../../../contracts/ad-platform.ts';
import { fitAnswer } from '../wire/fit-answer.ts';
import type { LinkedInClient } from './client.ts';
import { vendor } from './failures.ts';
import { wireDate } from './insights.ts';
import { pageWire, reachWire } from './schemas.ts';
import { urnOf } from './urns.ts';

const pivots = { campaign: 'CAMPAIGN_GROUP', ad: 'CREATIVE' } as const;

/**
 * Reads reach over a range of days: adAnalytics with the granularity ALL. LinkedIn counts members approximately, over at most
 * 92 days; frequency follows from it.
 * https://learn.microsoft.com/en-us/linkedin/marketing/integrations/ads-reporting/ads-reporting-schema
 */
export async function readReach(
  client: LinkedInClient,
  { reference, by, since, until }: Parameters<NonNullable<AdPlatformAdapter['readReach']>>[0],
): Promise<readonly ReachRow[]> {
  const query = {
    ...{ q: 'analytics', pivot: pivots[by], timeGranularity: 'ALL' },
    dateRange: { start: wireDate(since), end: wireDate(until) },
    campaignGroups: [urnOf('sponsoredCampaignGroup', reference.entity_id)],
  };
  const fields = ['pivotValues', 'impressions', 'approximateMemberReach'];
  const { elements } = await client.get({ path: 'adAnalytics', query, fields }, pageWire);
  return elements.flatMap((each) => {
    const row = fitAnswer(reachWire, each, vendor, 'adAnalytics');
    const reach = Math.round(row.approximateMemberReach ?? 0);
    const impressions = Math.round(row.impressions ?? 0);
    const entity_id = (row.pivotValues[0] ?? '').split(':').at(-1) ?? '';
    return entity_id === '' || reach <= 0 ? [] : [{ entity_id, impressions, reach, frequency: impressions / reach }];
  });
}
