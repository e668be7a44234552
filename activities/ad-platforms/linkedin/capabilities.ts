import type { PlatformCapabilities } from '../../../contracts/platform-capabilities.ts';

const budgets = ['daily_budget_minor', 'lifetime_budget_minor'] as const;

/**
 * What the LinkedIn Marketing API can do. Its levels carry other names: our campaign is a campaign group, our ad set a
 * campaign, our ad a creative.
 * What an ad shows cannot be changed once it exists (`content.reference` is immutable), so there is no rotation; reports have
 * no hours; there is neither a change history nor a way to have a write checked without making it.
 * LinkedIn’s reference names no bound for one day’s spend, so the careful factor of 2 stands.
 * https://learn.microsoft.com/en-us/linkedin/marketing/integrations/ads/account-structure/create-and-manage-campaigns
 */
export const linkedInCapabilities: PlatformCapabilities = {
  abilities: [
    'set_daily_budget',
    'set_lifetime_budget',
    'set_bid',
    'set_status',
    'upload_creative',
    'set_schedule',
    'include_audiences',
    'exclude_audiences',
    'audience_expansion',
    'send_conversions',
    'read_ad_copy',
    'read_insights',
    'read_reach',
  ],
  writable: {
    campaign: [...budgets, 'status'],
    ad_set: [
      ...budgets,
      'bid_amount_minor',
      'status',
      'starts_at',
      'ends_at',
      'included_audience_ids',
      'excluded_audience_ids',
      'audience_expansion',
    ],
    ad: ['status'],
    creative: ['content_digest'],
  },
  names: { campaign: 'campaign group', ad_set: 'campaign', ad: 'creative' },
  budget_owners: ['campaign', 'ad_set'],
  daily_overspend_factor: 2,
  dry_run: false,
  creation_guard: 'none',
  tells_learning: false,
  impression_share: false,
  reach: true,
  // The window after a click that a rule has unless it is told otherwise; the longest is 90 days.
  conversion_lag_days: 30,
  /** A single image ad: introductory text up to 600 characters, folded after 150; headline up to 200, cut after 70. */
  copy: {
    headline: { most_characters: 200, shown_characters: 70 },
    body: { most_characters: 600, shown_characters: 150 },
    held_by: 'creative',
    wide_characters_count_twice: false,
    emoji: true,
    exclamation_marks: { headline: 1, body: 1 },
    pages: [
      'https://www.linkedin.com/help/lms/answer/a426534',
      'https://learn.microsoft.com/en-us/linkedin/marketing/community-management/shares/posts-api',
    ],
  },
};
