import type { StoredDay } from '../../activities/agents/campaign-health/collect/period.ts';
import type { CampaignFacts } from '../../activities/agents/campaign-health/collect/read-facts.ts';
import { summarise } from '../../activities/agents/campaign-health/collect/summarise.ts';

const moment = new Date('2026-11-21T12:00:00Z');

/** Facts of `count` full days that end on 2026-11-20; `change` sets fields of the day that lies `back` days before the 21st. */
export function factsOf(
  change: (back: number) => Partial<StoredDay> = () => ({}),
  count = 60,
  more: Partial<Parameters<typeof summarise>[0]> = {},
): CampaignFacts {
  const days = [...Array(count).keys()].map((index) => {
    const back = count - index;
    const dt = new Date(Date.parse('2026-11-21T00:00:00Z') - back * 86_400_000).toISOString().slice(0, 10);
    return {
      ...{ dt, impressions: 10_000, clicks: 200, spend: 90, conversions: 2, revenue: 0 },
      ...{ reach: 5000, frequency: 2, impression_share: null },
      ...change(back),
    };
  });
  const campaign = {
    ...{ campaign_id: '100', campaign_name: 'Boots', currency: 'USD', timezone: 'UTC', target_cpa: null },
    ...{ daily_budget: 100, audience_size: 10_000, protected: false, creatives: [], ...more },
  };
  return { summary: summarise(campaign, days, moment), days, currency: 'USD', timezone: 'UTC' };
}
