import { toMajor } from '../../../../contracts/money.ts';
import { type CampaignContext, campaignContextSchema } from '../../../../contracts/reasoning/campaign-context.ts';
import type { MetricsSummary } from './collected-metrics.ts';
import type { ChangeHistory, LiveState } from './live-state.ts';

/**
 * What was collected of stored metrics, live state and changes as a context for reasoning. The live state wins over what is
 * stored; creatives that are known to run come with their age. What no step has read stays null, never zero.
 */
export function contextOfMetrics(metrics: MetricsSummary, state: LiveState, history: ChangeHistory): CampaignContext {
  const { current, previous, change_pct, campaign_id, campaign_name, currency, at } = metrics;
  const major = (minor: number | null) => (minor === null ? null : toMajor(minor, currency));
  const running = new Set(state?.running_creatives.map((each) => each.creative_id) ?? []);
  const missing = [
    ...metrics.missing.map((each) => each.source),
    ...(state ? [] : ['platform_state']),
    ...(history ? [] : ['platform_changes']),
  ];
  return campaignContextSchema.parse({
    ...{ campaign_id, currency, at, missing_sources: [...new Set(missing)] },
    campaign_metrics: {
      ...{ campaign_id, campaign_name, daily_budget: metrics.daily_budget },
      ...(current === null
        ? {}
        : {
            ...{ spend: current.spend, impressions: current.impressions, clicks: current.clicks, cpa: current.cpa },
            ...{ conversions: current.conversions, ctr: current.ctr, cpc: current.cpc, cpm: current.cpm },
            ...{ conversion_rate: current.conversion_rate, impression_share: current.impression_share },
            ...{ period_start: current.start, period_end: current.end },
          }),
      ...{ previous_cpa: previous?.cpa, previous_conversions: previous?.conversions, previous_ctr: previous?.ctr },
      ...{ cpa_change_pct: change_pct.cpa, ctr_change_pct: change_pct.ctr, cpc_change_pct: change_pct.cpc },
      ...{ cpm_change_pct: change_pct.cpm, conversion_rate_change_pct: change_pct.conversion_rate },
      ...{ clicks_change_pct: change_pct.clicks, conversions_change_pct: change_pct.conversions },
      ...{ impressions_change_pct: change_pct.impressions, spend_change_pct: change_pct.spend },
      ...{ previous_impression_share: previous?.impression_share, budget_utilization: metrics.budget_utilization },
      cpa_trend_days: current === null ? null : metrics.cpa_rising_days,
      cpa_falling_days: current === null ? null : metrics.cpa_falling_days,
      cpa_raised_days: current === null ? null : metrics.cpa_raised_days,
      days: metrics.recent_days,
    },
    audience_analytics:
      current === null
        ? null
        : {
            ...{ audience_size: metrics.audience_size, reach: current.reach, reach_change_pct: change_pct.reach },
            ...{ frequency: current.frequency, previous_frequency: previous?.frequency },
            ...{ frequency_change_pct: change_pct.frequency, impression_share: current.impression_share },
            impression_share_change_pct: change_pct.impression_share,
          },
    creative_metrics: metrics.creatives.map((creative) => ({
      ...{ campaign_id, creative_id: creative.creative_id, creative_name: creative.name },
      running: state ? running.has(creative.creative_id) : creative.state === 'active',
      creative_age_days: creative.age_days,
      ad_id: state?.running_creatives.find((each) => each.creative_id === creative.creative_id)?.ad_id ?? null,
    })),
    historical_patterns: {
      patterns:
        metrics.recurrence === null
          ? []
          : [{ metric: 'cpa', kind: 'recurrence', applies_now: true, ...metrics.recurrence }],
    },
    constraints: state
      ? {
          ...{ status: state.status, current_bid: major(state.bid_amount_minor) },
          ...{ daily_budget: major(state.daily_budget_minor), target_cpa: metrics.target_cpa },
          ...{ in_learning: state.in_learning, protected: metrics.protected },
          ...{ running_creatives: state.running_creatives, spare_creatives: state.spare_creatives },
          recent_changes: history?.changes ?? [],
        }
      : null,
  });
}
