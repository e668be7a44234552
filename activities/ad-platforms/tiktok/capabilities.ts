import type { PlatformCapabilities } from '../../../contracts/platform-capabilities.ts';

/**
 * What the TikTok API for Business can do.
 * Budgets may stand on the campaign or on its ad groups; bids, schedules and audiences stand on ad groups. An uploaded image is
 * guarded by its name: an advertiser cannot have two of the same. TikTok says nothing about how far a day may go beyond its
 * daily budget, so the worst case of 2 is counted. Click windows go up to 28 days.
 * https://business-api.tiktok.com/portal/docs
 */
export const tiktokCapabilities: PlatformCapabilities = {
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
    ],
    ad: ['status', 'creative_id'],
    creative: ['content_digest'],
  },
  names: { campaign: 'campaign', ad_set: 'ad group', ad: 'ad' },
  budget_owners: ['campaign', 'ad_set'],
  daily_overspend_factor: 2,
  dry_run: false,
  creation_guard: 'unique_name',
  tells_learning: false,
  impression_share: false,
  reach: true,
  conversion_lag_days: 28,
  /** `ad_text` of an ad: 1 to 100 characters, half as many wide ones; an ad has no headline, and an uploaded image no words. */
  copy: {
    headline: null,
    body: { most_characters: 100, shown_characters: null },
    held_by: 'ad',
    wide_characters_count_twice: true,
    emoji: false,
    exclamation_marks: { headline: 0, body: 1 },
    pages: [
      'https://business-api.tiktok.com/portal/docs/create-ads/v1.3',
      'https://ads.tiktok.com/help/article/video-ads-specifications',
    ],
  },
};
