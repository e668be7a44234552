import { toMajor } from '../../../../contracts/money.ts';
import type { AudienceAnalytics } from '../../../../contracts/reasoning/market-signals.ts';
import type { CampaignFacts } from '../../campaign-health/collect/read-facts.ts';
import { type Delivery, type Part, sumsOf } from '../facts/delivery.ts';
import { directionOf, ratio, tidy } from '../facts/figures.ts';

/** A budget that is used up to this share on every day holds its part back. */
const usedUp = 0.95;

/**
 * Who is reached: figures of the campaign over the compared periods, and its ad sets as segments. The audience is saturated
 * to the share of it that was met at least once in the week: each day meets its own share, independently of the days before.
 */
export function audienceOf(
  { summary, days, currency }: CampaignFacts,
  delivery: Delivery | null,
  at: Date,
): AudienceAnalytics | null {
  const { current, previous, change_pct, audience_size } = summary;
  if (current === null) return null;
  const week = days.filter((day) => day.dt >= current.start && day.dt <= current.end);
  const saturation = saturationOf(
    week.map((day) => day.reach),
    audience_size,
  );
  const segments = (delivery?.ad_sets ?? []).map((part) => segmentOf(part, current, currency));
  const total = segments.reduce((sum, each) => sum + each.spend, 0);
  const converted = segments.reduce((sum, each) => sum + each.conversions, 0);
  const signals = [
    ...((saturation ?? 0) > 0.9
      ? [`${Math.round((saturation ?? 0) * 100)} % of the audience met within the week`]
      : []),
    ...((change_pct.frequency ?? 0) > 10 ? [`frequency up ${change_pct.frequency} %`] : []),
    ...((change_pct.reach ?? 0) < -10 ? [`reach down ${Math.abs(change_pct.reach ?? 0)} %`] : []),
    ...((change_pct.cpm ?? 0) > 10 ? [`CPM up ${change_pct.cpm} %`] : []),
    ...((current.impression_share ?? 0) > 0.9 ? ['impression share above 90 %'] : []),
  ];
  return {
    audience_size,
    reach: current.reach,
    reach_change_pct: change_pct.reach,
    impression_share: current.impression_share,
    previous_impression_share: previous?.impression_share ?? null,
    impression_share_change_pct: change_pct.impression_share,
    impression_share_lost_budget: current.impression_share_lost_budget,
    impression_share_lost_rank: current.impression_share_lost_rank,
    frequency: current.frequency,
    previous_frequency: previous?.frequency ?? null,
    frequency_change_pct: change_pct.frequency,
    frequency_trend: directionOf(change_pct.frequency, 'increasing', 'decreasing'),
    cpm: current.cpm,
    cpm_change_pct: change_pct.cpm,
    saturation,
    saturation_signals: signals,
    segments: segments.map((each) => ({
      ...each,
      spend_share: ratio(each.spend, total),
      conversion_share: ratio(each.conversions, converted),
    })),
    relevance_score: null,
    last_updated: at.toISOString(),
  };
}

/** The share of an audience met at least once: one minus the product of each day's share of people not met. */
export function saturationOf(reached: readonly (number | null)[], audience_size: number | null): number | null {
  const known = reached.filter((reach) => reach !== null);
  if (audience_size === null || audience_size <= 0 || known.length === 0) return null;
  return tidy(1 - known.reduce((unmet, reach) => unmet * Math.max(0, 1 - reach / audience_size), 1));
}

function segmentOf(part: Part, period: { readonly start: string; readonly end: string }, currency: string) {
  const { inside, impressions, clicks, spend_minor, conversions } = sumsOf(part, period.start, period.end);
  const budget = part.daily_budget_minor;
  const spend = toMajor(spend_minor, currency);
  return {
    segment_id: part.entity_id,
    name: part.name,
    spend,
    conversions,
    cpa: ratio(spend, conversions),
    ctr: ratio(clicks, impressions),
    budget_capped:
      budget === null || budget <= 0 || inside.length === 0
        ? null
        : inside.every((day) => day.spend_minor >= usedUp * budget),
  };
}
