import type { RootCause } from '../../../contracts/recommendation.ts';

/** Names of causes for people. */
export const causeWords: Readonly<Record<RootCause, string>> = {
  auction_pressure: 'higher competitive pressure in the auction',
  competitor_promotion: 'a promotion by competitors',
  creative_fatigue: 'creative fatigue',
  audience_saturation: 'a saturated audience',
  poor_targeting: 'ads that reach people who do not buy',
  uneven_segments: 'parts of the audience that cost very different amounts',
  budget_limited: 'a budget that is too small for the demand',
  tracking_break: 'a broken landing page or broken tracking',
  seasonality: 'a seasonal pattern',
  external_event: 'an event outside the account',
  conversion_lag: 'conversions that are still arriving',
  no_change: 'no change beyond the normal ups and downs',
  insufficient_data: 'not enough data to name a cause',
};
