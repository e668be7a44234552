import type { AdPlatformAdapter, AuctionRival } from '../../../contracts/ad-platform.ts';
import { gaql, id, text } from './gaql.ts';
import type { GoogleAccount } from './google-account.ts';
import { rivalRow } from './schemas.ts';

type AuctionQuery = Parameters<NonNullable<AdPlatformAdapter['readAuctionInsights']>>[0];

const told = ['impression_share', 'overlap_rate', 'position_above_rate', 'outranking_share'];

/** Who else was in the auctions of a search campaign, one row for each domain; the account's own row is `You`. */
export function auctionInsightsQuery({ reference, since, until }: AuctionQuery): string {
  return gaql({
    select: ['segments.auction_insight_domain', ...told.map((each) => `metrics.auction_insight_search_${each}`)],
    from: 'campaign',
    where: [`campaign.id = ${id(reference.entity_id)}`, `segments.date BETWEEN ${text(since)} AND ${text(until)}`],
  });
}

/**
 * Reads Auction Insights. Google tells them only to accounts that it has opened them for; any other is refused with
 * METRIC_ACCESS_DENIED, which becomes PLATFORM_CAPABILITY_MISSING.
 * https://developers.google.com/google-ads/api/fields/v25/metrics#metrics.auction_insight_search_impression_share
 */
export async function readAuctionInsights(
  { client }: GoogleAccount,
  query: AuctionQuery,
): Promise<readonly AuctionRival[]> {
  const rows = await client.search(auctionInsightsQuery(query), rivalRow);
  return rows
    .filter(({ segments }) => segments.auctionInsightDomain.toLowerCase() !== 'you')
    .map(({ segments, metrics }) => ({
      domain: segments.auctionInsightDomain,
      impression_share: metrics?.auctionInsightSearchImpressionShare ?? null,
      overlap_rate: metrics?.auctionInsightSearchOverlapRate ?? null,
      position_above_rate: metrics?.auctionInsightSearchPositionAboveRate ?? null,
      outranking_share: metrics?.auctionInsightSearchOutrankingShare ?? null,
    }));
}
