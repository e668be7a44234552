import type { CampaignMetrics } from '../../../../contracts/reasoning/campaign-metrics.ts';
import type { CampaignFacts } from '../../campaign-health/collect/read-facts.ts';
import { outsideText } from '../collector/outside-text.ts';
import { tidy } from '../facts/figures.ts';

/** So many full days travel with the context: eight weeks of weekdays and two to spare. */
const travellingDays = 70;

/**
 * The figures of a campaign as reasoning reads them: the last 7 full days against the 7 before. A period without conversions
 * has no CPA (`no_conversions`); a change from nothing is 0 and marked `no_baseline`, so that nobody reads the 0 as calm.
 */
export function metricsOf(
  { summary, days }: CampaignFacts,
  predicted_cpa_trend_pct: number | null,
): CampaignMetrics | null {
  const { current, previous, change_pct } = summary;
  if (current === null) return null;
  const signals: string[] = [];
  if (current.conversions === 0) signals.push('no_conversions');
  if (current.days < 7) signals.push('incomplete_period');
  const fromNothing = (before: number | null, now: number | null, change: number | null) => {
    if (now === null) return null;
    if (before !== null && before > 0) return change;
    if (!signals.includes('no_baseline')) signals.push('no_baseline');
    return 0;
  };
  return {
    campaign_id: summary.campaign_id,
    campaign_name: outsideText(summary.campaign_name),
    spend: current.spend,
    impressions: current.impressions,
    clicks: current.clicks,
    conversions: current.conversions,
    cpa: current.cpa,
    ctr: current.ctr,
    cpc: current.cpc,
    cpm: current.cpm,
    conversion_rate: share(current.conversion_rate),
    previous_cpa: previous?.cpa ?? null,
    previous_conversions: previous?.conversions ?? null,
    previous_ctr: previous?.ctr ?? null,
    cpa_change_pct: fromNothing(previous?.cpa ?? null, current.cpa, change_pct.cpa),
    spend_change_pct: fromNothing(previous?.spend ?? null, current.spend, change_pct.spend),
    ctr_change_pct: change_pct.ctr,
    cpc_change_pct: change_pct.cpc,
    cpm_change_pct: change_pct.cpm,
    conversion_rate_change_pct: change_pct.conversion_rate,
    clicks_change_pct: change_pct.clicks,
    conversions_change_pct: change_pct.conversions,
    impressions_change_pct: change_pct.impressions,
    cpa_trend_days: summary.cpa_rising_days,
    cpa_falling_days: summary.cpa_falling_days,
    cpa_raised_days: summary.cpa_raised_days,
    daily_budget: summary.daily_budget,
    budget_utilization: summary.budget_utilization,
    impression_share: current.impression_share,
    previous_impression_share: previous?.impression_share ?? null,
    predicted_cpa_trend_pct: predicted_cpa_trend_pct === null ? null : tidy(predicted_cpa_trend_pct),
    period_start: current.start,
    period_end: current.end,
    comparison_period_start: previous?.start ?? null,
    comparison_period_end: previous?.end ?? null,
    days: days.slice(-travellingDays).map(({ dt, spend, impressions, clicks, conversions, ...more }) => ({
      ...{ dt, spend, impressions, clicks, conversions },
      ...{ revenue: more.revenue, reach: more.reach, impression_share: more.impression_share },
    })),
    signals,
  };
}

/** View-through conversions can outnumber clicks; what is no share is not known as one. */
function share(value: number | null): number | null {
  return value !== null && value > 1 ? null : value;
}
