import type { CreativeMetrics } from '../../contracts/reasoning/campaign-metrics.ts';
import type { CampaignSpec } from '../../sandbox/world/campaign-spec.ts';
import { changePct, type ObservedDay, sumsOf } from './observed-days.ts';
import { periodsOf } from './see-campaign.ts';

/** Changes that a platform’s own trend arrow shows, percent. */
const arrowPct = 5;

function trend<T extends string>(change: number | null, up: T, flat: T, down: T): T | null {
  if (change === null) return null;
  return change > arrowPct ? up : change < -arrowPct ? down : flat;
}

/** The creatives of a campaign: the running ones with their numbers, the spare ones with their names. */
export function seeCreatives(
  campaign: CampaignSpec,
  daysOf: (ad_id: string) => readonly ObservedDay[],
  ageOf: (position: number) => number,
  at: string,
): CreativeMetrics[] {
  const running = campaign.ads.map(({ ad_id, name, creative_id }, position): CreativeMetrics => {
    const { current, previous } = periodsOf(daysOf(ad_id));
    const [now, before] = [sumsOf(current), sumsOf(previous)];
    const ctr_change_pct = changePct(before.ctr, now.ctr);
    return {
      ...unknown,
      ...{ campaign_id: campaign.campaign_id, creative_id, creative_name: name, ad_id, running: true },
      ...{ ctr: now.ctr, ctr_change_pct, ctr_trend: trend(ctr_change_pct, 'improving', 'stable', 'declining') },
      creative_age_days: ageOf(position),
      average_frequency: now.frequency === null ? null : Math.round(now.frequency * 100) / 100,
      frequency_trend: trend(changePct(before.frequency, now.frequency), 'increasing', 'stable', 'decreasing'),
      total_impressions: now.impressions,
      unique_reach: now.reach === null ? null : Math.round(now.reach),
      disapproved: false,
      last_updated: at,
    };
  });
  const spare = campaign.spare_creatives.map(
    ({ creative_id, name }): CreativeMetrics => ({
      ...unknown,
      ...{ campaign_id: campaign.campaign_id, creative_id, creative_name: name, running: false, last_updated: at },
    }),
  );
  return [...running, ...spare];
}

const unknown = {
  ...{ campaign_id: null, creative_name: null, ad_id: null, ctr: null, engagement_rate: null, ctr_trend: null },
  ...{ video_completion_rate: null, ctr_change_pct: null, creative_age_days: null, average_frequency: null },
  ...{ frequency_trend: null, total_impressions: null, unique_reach: null, disapproved: null, is_fatigued: null },
  ...{ fatigue_score: null, last_updated: null },
};
