import type { AuctionRival } from '../../../../../contracts/ad-platform.ts';
import type { CampaignReader } from '../../../../ad-platforms/campaign-reader.ts';
import type { Subject } from '../../collector/subject.ts';
import { changePct, comparedPeriods } from '../../facts/figures.ts';
import { normaliseDomain } from '../domain.ts';
import { noSignals, type SourceSignals } from '../source-signals.ts';

/** What the ad platform itself tells of a campaign's auctions: who is in them, and whether the others are there more often. */
export async function readAuctions(
  platform: Pick<CampaignReader, 'readAuctionInsights'>,
  { tenant_id, campaign, at }: Subject,
): Promise<SourceSignals> {
  const { start, end, previous_start, previous_end } = comparedPeriods(at, campaign.timezone);
  const [now, before] = await Promise.all([
    platform.readAuctionInsights(tenant_id, campaign.campaign_id, { since: start, until: end }),
    platform.readAuctionInsights(tenant_id, campaign.campaign_id, { since: previous_start, until: previous_end }),
  ]);
  return auctionSignals(now, before);
}

/** Presence: how much of what could be had the others had together; null where no share is told. */
function presenceOf(rivals: readonly AuctionRival[]): number | null {
  const shares = rivals.flatMap((each) => (each.impression_share === null ? [] : [each.impression_share]));
  return shares.length === 0 ? null : shares.reduce((sum, each) => sum + each, 0);
}

/** Two weeks of auctions as signals. Bids are never told. Who was not there the week before is new; without it nobody is. */
export function auctionSignals(now: readonly AuctionRival[], before: readonly AuctionRival[]): SourceSignals {
  const domains = (rivals: readonly AuctionRival[]) =>
    new Set(rivals.flatMap((each) => normaliseDomain(each.domain) ?? []));
  const known = domains(before);
  const competitors = [...domains(now)].map((key) => ({
    ...{ key, promotes: null, bid: null },
    is_new: known.size === 0 ? null : !known.has(key),
  }));
  return {
    ...noSignals,
    competitors,
    activity_change_pct: changePct(presenceOf(before), presenceOf(now)),
    analysis_period_days: 7,
  };
}
