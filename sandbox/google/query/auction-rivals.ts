import { rivalsOf } from '../../intelligence/rivals.ts';
import { DAY, dayOf } from '../../market/calendar.ts';
import { refuse } from '../failure.ts';
import type { Condition } from './parse.ts';
import type { AuctionRival, Row } from './table.ts';

/** Whether a column belongs to Auction Insights. */
export const isAuctionColumn = (field: string) => field.includes('auction_insight');

/** Google tells of the auctions to few; everybody else is refused, whatever else was asked. */
export function checkAuctionAccess(fields: Iterable<string>, opened: boolean): void {
  const field = [...fields].find(isAuctionColumn);
  if (field === undefined || opened) return;
  throw refuse('authorizationError', 'METRIC_ACCESS_DENIED', `The developer does not have access to ${field}.`);
}

const round = (value: number) => Math.round(value * 1e4) / 1e4;

/** One advertiser: the further down the list, the smaller its share. */
function rivalAt(domain: string, index: number): AuctionRival {
  const impression_share = round(0.42 / (1 + 0.35 * index));
  return {
    domain,
    impression_share,
    overlap_rate: round(0.9 * impression_share),
    position_above_rate: round(0.5 / (1 + 0.2 * index)),
    outranking_share: round(1 - impression_share),
  };
}

/**
 * The rows of a campaign's rivals in the asked days: those that the other sources of intelligence see, too. Who came in after
 * the last of the days is not among them.
 */
export function rivalRowsOf(row: Row, dates: readonly Condition[]): readonly Row[] {
  const { books, campaign } = row;
  const [keyword] = campaign?.campaign.keywords ?? [];
  if (campaign === undefined || keyword === undefined) return [];
  const lasts = dates.filter((each) => ['<', '<=', '=', 'BETWEEN'].includes(each.operator));
  const until = lasts.flatMap((each) => each.values.slice(-1)).toSorted()[0];
  const now = books.world.clock.now();
  const at = until === undefined ? now : Math.min(now, (dayOf(until) + 1) * DAY - 1);
  const { domains } = rivalsOf(books.world, keyword, at);
  return domains.map(({ domain }, index) => ({ ...row, rival: rivalAt(domain, index) }));
}
