import { mean, significant } from '../../../reasoning/index.ts';
import type { MetricsSummary } from './collected-metrics.ts';
import { changesOf, dateIn, figuresOf, type PeriodReach, type StoredDay, shiftDate, trendDays } from './period.ts';
import { findRecurrence } from './recurrence.ts';

/** A campaign as stored, for the summary. Money in major units. */
export type CampaignFacts = {
  readonly campaign_id: string;
  readonly campaign_name: string;
  readonly currency: string;
  readonly timezone: string;
  readonly target_cpa: number | null;
  readonly daily_budget: number | null;
  readonly audience_size: number | null;
  readonly protected: boolean;
  readonly creatives: readonly {
    readonly creative_id: string;
    readonly name: string;
    readonly state: 'active' | 'spare';
    readonly started_on: string | null;
  }[];
};

/** What the platform said of the reach of the two compared periods. */
export type PeriodsReach = { readonly current: PeriodReach | null; readonly previous: PeriodReach | null };

/**
 * The figures of a campaign at a moment, from its stored days: the last 7 full days in the account's time zone against
 * the 7 before. The day of `at` is not over and is left out. What is not there is named in `missing`.
 */
export function summarise(
  campaign: CampaignFacts,
  days: readonly StoredDay[],
  at: Date,
  reach: PeriodsReach = { current: null, previous: null },
): MetricsSummary {
  const today = dateIn(at, campaign.timezone);
  const last = shiftDate(today, -1);
  // A figure of a whole week against a mean of days would read as a change.
  const told = reach.current !== null && reach.previous !== null ? reach : { current: null, previous: null };
  const current = figuresOf(days, shiftDate(last, -6), last, told.current);
  const previous = figuresOf(days, shiftDate(last, -13), shiftDate(last, -7), told.previous);
  const recent = days.filter((day) => day.dt < today && day.dt > shiftDate(today, -22));
  const cpas = days
    .filter((day) => day.dt < today && day.dt > shiftDate(today, -31))
    .map((day) => (day.conversions > 0 ? day.spend / day.conversions : Number.POSITIVE_INFINITY));
  const week = days.filter((day) => day.dt < today && day.dt > shiftDate(today, -8));
  const usual = previous?.cpa ?? null;
  const budget = campaign.daily_budget;
  return {
    campaign_id: campaign.campaign_id,
    campaign_name: campaign.campaign_name,
    currency: campaign.currency,
    at: at.toISOString(),
    target_cpa: campaign.target_cpa,
    audience_size: campaign.audience_size,
    daily_budget: budget,
    protected: campaign.protected,
    current,
    previous,
    change_pct: changesOf(previous, current),
    cpa_rising_days: trendDays(cpas.toReversed(), 'increasing'),
    cpa_falling_days: trendDays(cpas.toReversed(), 'decreasing'),
    cpa_raised_days:
      usual === null
        ? 0
        : week.filter((day) => day.spend > 0 && day.spend / Math.max(day.conversions, 1e-9) > usual * 1.1).length,
    budget_utilization:
      budget === null || budget <= 0 || week.length === 0
        ? null
        : significant(mean(week.map((day) => day.spend / budget)), 4),
    recent_days: recent.map(({ dt, spend, impressions, clicks, conversions }) => ({
      ...{ dt, spend, impressions, clicks, conversions },
    })),
    recurrence: findRecurrence(days, last),
    creatives: campaign.creatives.map(({ creative_id, name, state, started_on }) => ({
      ...{ creative_id, name, state },
      age_days: started_on === null ? null : Math.max(0, (Date.parse(today) - Date.parse(started_on)) / 86_400_000),
    })),
    missing: missingOf(current, previous),
  };
}

function missingOf(
  current: MetricsSummary['current'],
  previous: MetricsSummary['previous'],
): MetricsSummary['missing'] {
  const missing = [];
  if (current === null) missing.push({ source: 'metrics.daily', reason: 'no daily metrics in the last 7 full days' });
  else if (current.days < 7)
    missing.push({ source: 'metrics.daily', reason: `only ${current.days} of the last 7 full days` });
  if (previous === null)
    missing.push({ source: 'metrics.daily', reason: 'no daily metrics in the 7 days before, so no baseline' });
  if (current !== null && current.conversions === 0) {
    missing.push({ source: 'metrics.daily', reason: 'no conversions in the last 7 full days, so no CPA' });
  }
  if (current !== null && current.impression_share === null) {
    missing.push({ source: 'metrics.impression_share', reason: 'the platform gives no impression share' });
  }
  missing.push({ source: 'competitors', reason: 'no source of competitor activity is connected' });
  return missing;
}
