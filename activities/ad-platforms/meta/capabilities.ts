import type { PlatformCapabilities } from '../../../contracts/platform-capabilities.ts';

/**
 * What the Marketing API can do.
 * Bids live on ad sets: `bid_amount` on an ad is refused since 2024. A day may cost up to 75 % more than the daily budget.
 * https://developers.facebook.com/docs/marketing-api/reference
 */
export const metaCapabilities: PlatformCapabilities = {
  abilities: [
    'set_daily_budget',
    'set_lifetime_budget',
    'set_bid',
    'set_status',
    'rotate_creative',
    'upload_creative',
    'set_schedule',
    'include_audiences',
    'exclude_audiences',
    'audience_expansion',
    'send_conversions',
    'read_ad_copy',
    'read_insights',
    'read_reach',
    'read_hours',
    'read_changes',
  ],
  writable: {
    campaign: ['daily_budget_minor', 'lifetime_budget_minor', 'status'],
    ad_set: [
      'daily_budget_minor',
      'lifetime_budget_minor',
      'bid_amount_minor',
      'status',
      'starts_at',
      'ends_at',
      'included_audience_ids',
      'excluded_audience_ids',
      'audience_expansion',
    ],
    ad: ['status', 'creative_id'],
    creative: ['content_digest'],
  },
  names: { campaign: 'campaign', ad_set: 'ad set', ad: 'ad' },
  budget_owners: ['campaign', 'ad_set'],
  daily_overspend_factor: 1.75,
  dry_run: true,
  creation_guard: 'none',
  tells_learning: true,
  impression_share: false,
  reach: true,
  conversion_lag_days: 28,
  /** A link ad: Meta takes 255 and 2,200 characters, and folds away what is beyond 40 of the headline and 125 of the text. */
  copy: {
    headline: { most_characters: 255, shown_characters: 40 },
    body: { most_characters: 2_200, shown_characters: 125 },
    held_by: 'creative',
    wide_characters_count_twice: false,
    emoji: true,
    exclamation_marks: { headline: 1, body: 1 },
    pages: [
      'https://developers.facebook.com/docs/marketing-api/reference/ad-creative-link-data',
      'https://www.facebook.com/business/ads-guide/update/image/facebook-feed',
    ],
  },
};
