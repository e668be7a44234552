import type { PlatformCapabilities } from '../../../contracts/platform-capabilities.ts';

/**
 * What the Google Ads API can do here.
 * A budget is a thing of its own that belongs to campaigns, never to ad groups. A day may cost up to twice the daily budget;
 * a month at most 30.4 times. An ad is its own creative and does not take another one, so that nothing can be rotated; reach
 * does not come by day.
 * https://developers.google.com/google-ads/api/reference/rpc/v25/overview
 */
export const googleCapabilities: PlatformCapabilities = {
  abilities: [
    'set_daily_budget',
    'set_lifetime_budget',
    'set_bid',
    'set_status',
    'set_schedule',
    'include_audiences',
    'exclude_audiences',
    'upload_creative',
    'send_conversions',
    'read_ad_copy',
    'read_insights',
    'read_hours',
    'read_changes',
    'read_reach',
    // Only for accounts that Google has opened it for; the others say so when asked.
    'read_auction_insights',
  ],
  writable: {
    campaign: [
      'daily_budget_minor',
      'lifetime_budget_minor',
      'status',
      'starts_at',
      'ends_at',
      'included_audience_ids',
      'excluded_audience_ids',
    ],
    ad_set: ['bid_amount_minor', 'status', 'included_audience_ids', 'excluded_audience_ids'],
    ad: ['status'],
    creative: ['content_digest'],
  },
  names: { campaign: 'campaign', ad_set: 'ad group', ad: 'ad' },
  budget_owners: ['campaign'],
  daily_overspend_factor: 2,
  dry_run: true,
  creation_guard: 'unique_name',
  tells_learning: false,
  impression_share: true,
  reach: false,
  /** Google's usual window after a click; an account may set up to 90 days. */
  conversion_lag_days: 30,
  /**
   * A responsive search ad has headlines of 30 and descriptions of 90 characters, of which wide ones count as two; a headline
   * has no exclamation mark, and signs are not repeated or used as pictures.
   */
  copy: {
    headline: { most_characters: 30, shown_characters: null },
    body: { most_characters: 90, shown_characters: null },
    held_by: 'creative',
    wide_characters_count_twice: true,
    emoji: false,
    exclamation_marks: { headline: 0, body: 1 },
    pages: [
      'https://developers.google.com/google-ads/api/docs/responsive-search-ads/create-responsive-search-ads',
      'https://support.google.com/adspolicy/answer/14847994',
    ],
  },
};
