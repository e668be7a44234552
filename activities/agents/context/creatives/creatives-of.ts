import type { CreativeMetrics } from '../../../../contracts/reasoning/campaign-metrics.ts';
import { analyzeFatigue } from '../../../reasoning/index.ts';
import type { MetricsSummary } from '../../campaign-health/collect/collected-metrics.ts';
import { outsideText } from '../collector/outside-text.ts';
import { type Delivery, deliveryDays, type Part, sumsOf } from '../facts/delivery.ts';
import { changePct, directionOf, meanKnown, ratio } from '../facts/figures.ts';

type Periods = {
  readonly start: string;
  readonly end: string;
  readonly previous_start: string;
  readonly previous_end: string;
};

/**
 * One entry for each creative: those that ads show, with their figures over the compared periods, and the spare ones without.
 * Age counts from when we brought it in, else from the first day that its ad was shown; at the edge of what was read it is a
 * lower bound. Without `delivery` there are names and ages only.
 */
export function creativesOf(
  stored: MetricsSummary['creatives'],
  delivery: Delivery | null,
  periods: Periods,
  at: { readonly campaign_id: string; readonly moment: Date },
): CreativeMetrics[] {
  const known = new Map(stored.map((each) => [each.creative_id, each]));
  const shown = (delivery?.ads ?? []).flatMap((ad) =>
    ad.creative_id === null ? [] : [shownCreative(ad, ad.creative_id, known.get(ad.creative_id), periods, at)],
  );
  const seen = new Set(shown.map((each) => each.creative_id));
  const rest = stored
    .filter((each) => !seen.has(each.creative_id))
    .map((each) => ({
      ...nothing,
      ...{ campaign_id: at.campaign_id, creative_id: each.creative_id, creative_name: outsideText(each.name) },
      // With the platform's word, what no ad shows does not run; without it, our own note must do.
      running: delivery === null && each.state === 'active',
      creative_age_days: each.age_days,
      last_updated: at.moment.toISOString(),
    }));
  return [...shown, ...rest].map(withWear);
}

/** Whether it has worn out stands with the creative, so that the stored context says it too. */
function withWear(creative: CreativeMetrics): CreativeMetrics {
  const { is_fatigued, confidence } = analyzeFatigue(creative);
  return { ...creative, is_fatigued, fatigue_score: confidence };
}

const nothing = {
  ...{ ad_id: null, ctr: null, engagement_rate: null, video_completion_rate: null, ctr_trend: null },
  ...{ ctr_change_pct: null, creative_age_days: null, average_frequency: null, frequency_trend: null },
  ...{ total_impressions: null, unique_reach: null, disapproved: null, is_fatigued: null, fatigue_score: null },
};

function shownCreative(
  ad: Part,
  creative_id: string,
  stored: MetricsSummary['creatives'][number] | undefined,
  periods: Periods,
  at: { readonly campaign_id: string; readonly moment: Date },
): CreativeMetrics {
  const current = sumsOf(ad, periods.start, periods.end);
  const previous = sumsOf(ad, periods.previous_start, periods.previous_end);
  // Like is compared with like: the platform's own figure for both periods, else the mean of the days for both.
  const told = ad.reach.current !== null && (ad.reach.previous !== null || previous.impressions === 0);
  const frequency = told
    ? (ad.reach.current?.frequency ?? null)
    : meanKnown(current.inside.map((day) => day.frequency));
  const before = told ? (ad.reach.previous?.frequency ?? null) : meanKnown(previous.inside.map((day) => day.frequency));
  const frequencyChange = changePct(before, frequency);
  const ctr = ratio(current.clicks, current.impressions);
  const ctr_change_pct = changePct(ratio(previous.clicks, previous.impressions), ctr);
  const reached = current.inside.flatMap((day) => (day.reach === null ? [] : [day.reach]));
  return {
    ...nothing,
    campaign_id: at.campaign_id,
    creative_id,
    creative_name: outsideText(stored?.name ?? ad.name),
    ad_id: ad.entity_id,
    running: ad.status === 'active',
    ctr,
    engagement_rate: shareOf(current.engagements, current.impressions),
    video_completion_rate: shareOf(current.video_completions, current.video_views),
    ctr_change_pct,
    ctr_trend: directionOf(ctr_change_pct, 'improving', 'declining'),
    creative_age_days: stored?.age_days ?? shownFor(ad, periods.end),
    average_frequency: frequency,
    frequency_trend: directionOf(frequencyChange, 'increasing', 'decreasing'),
    total_impressions: current.impressions,
    // Without the platform's figure the people of the best day: at least so many were reached, and days cannot be added up.
    unique_reach: ad.reach.current?.reach ?? (reached.length === 0 ? null : Math.max(...reached)),
    last_updated: at.moment.toISOString(),
  };
}

/** A share of what is known; more than the whole is none. */
function shareOf(part: number | null, whole: number | null): number | null {
  const share = ratio(part, whole);
  return share !== null && share > 1 ? null : share;
}

/** Days since the first impression that was read; at most as many as were read. */
function shownFor(ad: Part, end: string): number | null {
  const first = ad.days.find((day) => day.impressions > 0);
  if (first === undefined) return null;
  return Math.min(deliveryDays, Math.round((Date.parse(end) - Date.parse(first.date)) / 86_400_000) + 1);
}
