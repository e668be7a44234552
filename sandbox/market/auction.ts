/** How far the usual own bid lies above the usual price of a click. */
export const USUAL_BID_RATIO = 1.61;
/** Steepness with which a higher bid wins more auctions. */
const STEEPNESS = 3;
/** Half of all auctions are won at a bid ratio of about 1.22. */
const HALF_POINT = 1.8;
/** Below this ratio a bid only wins where the price is high: what is left over costs more and converts less. */
const COMFORT_RATIO = 1.45;
const LEFTOVER_PENALTY = 0.5;
const QUALITY_EXPONENT = 0.3;

/** The share of auctions won with a bid at `ratio` times the going price of a click. */
export function winRate(ratio: number): number {
  const force = Math.max(0, ratio) ** STEEPNESS;
  return force / (force + HALF_POINT);
}

/** What the auction does at one moment. Ratios around 1 are relative to the campaign’s usual state. */
export type AuctionOutcome = {
  readonly win_rate: number;
  /** Price of an impression relative to usual. */
  readonly price: number;
  /** How well the won impressions convert relative to usual. */
  readonly quality: number;
};

/**
 * A second-price auction seen from one advertiser: bid and click-through rate are relative to usual, `pressure` is the
 * price index that competitors make. The platform ranks by bid times expected clicks, hence the small weight of clicks.
 * With an `overbidPrice`, who bids more than the going price asks for wins dearer auctions, which convert no better than usual.
 */
export function auction(
  relativeBid: number,
  relativeClicks: number,
  pressure: number,
  overbidPrice = 0,
): AuctionOutcome {
  const ratio = (USUAL_BID_RATIO * relativeBid * relativeClicks ** 0.35) / pressure;
  const rate = winRate(ratio);
  const overbid = Math.max(0, relativeBid / Math.max(1, pressure) - 1);
  return {
    win_rate: rate,
    price: pressure * (1 + LEFTOVER_PENALTY * Math.max(0, COMFORT_RATIO - ratio)) * (1 + overbidPrice * overbid),
    quality: Math.min(
      overbid > 0 && overbidPrice > 0 ? 1 : Number.POSITIVE_INFINITY,
      (rate / winRate(USUAL_BID_RATIO)) ** QUALITY_EXPONENT,
    ),
  };
}
