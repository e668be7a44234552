import type { RootCause } from '../../../contracts/recommendation.ts';

/** Names of causes for people. */
export const causeWords: Readonly<Record<RootCause, string>> = {
  auction_pressure: 'higher competitive pressure in the auction',
  competitor_promotion: 'a promotion of competitors',
  creative_fatigue: 'creative fatigue',
  audience_saturation: 'a saturated audience',
  poor_targeting: 'people who are reached and do not buy',
  uneven_segments: 'segments that bring very different returns',
  budget_limited: 'a budget that limits the campaign',
  tracking_break: 'a broken landing page or tracking',
  seasonality: 'a season',
  external_event: 'an event outside of the account',
  conversion_lag: 'conversions that are still arriving',
  no_change: 'no change beyond normal variance',
  insufficient_data: 'not enough data for a cause',
};
