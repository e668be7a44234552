import type { Subject } from '../../activities/agents/context/collector/subject.ts';

/** A subject; `more` is what the test is about. */
export function subjectOf(
  more: Partial<Omit<Subject, 'campaign'>> & { readonly campaign?: Partial<Subject['campaign']> } = {},
): Subject {
  const { campaign, ...rest } = more;
  return {
    ...{ tenant_id: '01900000-0000-7000-8000-00000000000a', at: new Date('2026-11-21T12:00:00Z'), live: true },
    force_refresh: false,
    ...rest,
    campaign: {
      ...{ campaign_id: '100', campaign_name: 'Boots', platform: 'meta_ads', industry: 'outdoor', keywords: ['boots'] },
      ...{ objective: null, status: 'active', currency: 'USD', daily_budget_minor: 10_000, target_cpa_minor: null },
      ...{ audience_size: null, protected: false, landing_page_url: null, timezone: 'UTC' },
      ad_account_id: '01900000-0000-7000-8000-0000000000aa',
      ...campaign,
    },
  };
}
