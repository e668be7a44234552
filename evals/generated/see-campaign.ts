import type { CampaignMetrics } from '../../contracts/reasoning/campaign-metrics.ts';
import { changePct, type ObservedDay, type Sums, sumsOf } from './observed-days.ts';

const week = 7;
/** Full days that a context brings along: enough for a baseline of four weeks and the week that is looked at. */
const daysShown = 35;

/** The last seven full days and the seven before. */
export function periodsOf(days: readonly ObservedDay[]) {
  return { current: days.slice(-week), previous: days.slice(-2 * week, -week) };
}

function rising(days: readonly ObservedDay[]): number {
  const cpas = days.map((day) => (day.conversions > 0 ? day.spend / day.conversions : Number.POSITIVE_INFINITY));
  const newest = cpas.slice(-30).toReversed();
  const stop = newest.findIndex((value, index) => !(value > (newest[index + 1] ?? Number.POSITIVE_INFINITY)));
  return stop === -1 ? newest.length : stop;
}

/** As `rising`, downwards; a day without conversions ends the row. */
function falling(days: readonly ObservedDay[]): number {
  const cpas = days.map((day) => (day.conversions > 0 ? day.spend / day.conversions : Number.POSITIVE_INFINITY));
  const newest = cpas.slice(-30).toReversed();
  const stop = newest.findIndex((value, index) => !(value < (newest[index + 1] ?? Number.NEGATIVE_INFINITY)));
  return stop === -1 ? newest.length : stop;
}

function changes(before: Sums | null, after: Sums) {
  const of = (metric: keyof Sums) => changePct(before?.[metric], after[metric]);
  return {
    ...{ cpa_change_pct: of('cpa'), ctr_change_pct: of('ctr'), cpc_change_pct: of('cpc'), cpm_change_pct: of('cpm') },
    ...{ conversion_rate_change_pct: of('conversion_rate'), clicks_change_pct: of('clicks') },
    ...{ conversions_change_pct: of('conversions'), impressions_change_pct: of('impressions') },
    spend_change_pct: of('spend'),
  };
}

/** The campaign’s own numbers as the platform reports them; `tellsShare` is false for platforms without impression share. */
export function seeCampaign(
  about: { readonly campaign_id: string; readonly campaign_name: string; readonly daily_budget: number },
  days: readonly ObservedDay[],
  tellsShare: boolean,
): CampaignMetrics {
  const { current, previous } = periodsOf(days);
  const now = sumsOf(current);
  const before = previous.length === 0 ? null : sumsOf(previous);
  const { reach: _reach, frequency: _frequency, impression_share, ...figures } = now;
  const usual = before?.cpa ?? null;
  return {
    campaign_id: about.campaign_id,
    campaign_name: about.campaign_name,
    ...figures,
    ...{ previous_cpa: usual, previous_conversions: before?.conversions ?? null, previous_ctr: before?.ctr ?? null },
    ...changes(before, now),
    cpa_trend_days: rising(days),
    cpa_falling_days: falling(days),
    cpa_raised_days:
      usual === null
        ? 0
        : current.filter((day) => day.spend > 0 && day.spend / Math.max(day.conversions, 1e-9) > usual * 1.1).length,
    daily_budget: about.daily_budget,
    budget_utilization: current.length === 0 ? null : now.spend / current.length / about.daily_budget,
    impression_share: tellsShare ? impression_share : null,
    previous_impression_share: tellsShare ? (before?.impression_share ?? null) : null,
    predicted_cpa_trend_pct: null,
    ...{ period_start: current[0]?.dt ?? null, period_end: current.at(-1)?.dt ?? null },
    ...{ comparison_period_start: previous[0]?.dt ?? null, comparison_period_end: previous.at(-1)?.dt ?? null },
    days: days.slice(-daysShown).map(({ frequency: _, ...day }) => ({
      ...day,
      impression_share: tellsShare ? day.impression_share : null,
    })),
    signals: [
      ...(now.conversions === 0 && now.spend > 0 ? ['no_conversions'] : []),
      ...(before === null ? ['no_baseline'] : []),
    ],
  };
}
