import type { CampaignContext } from '../../../contracts/reasoning/campaign-context.ts';
import { namesIn } from '../wording/names.ts';
import { findConversionBreak } from './conversion-break.ts';
import { findConversionLag } from './conversion-lag.ts';
import { raisedPriceDays } from './cost-change.ts';
import { type CleanDays, cleanDays, dateAfter, daysBack, momentOf } from './days.ts';
import { analyzeFatigue } from './fatigue.ts';
import type { CreativeFact, HealthFacts, Recurrence, SegmentFact } from './health-facts.ts';
import { independentCount } from './independent-count.ts';
import { type Measure, totalsOf } from './measure.ts';
import { known, measuresOf } from './measures-of.ts';
import { findOnset } from './onset.ts';
import { findEcho, findRecurrence } from './recurrence.ts';
import { velocityOf } from './velocity.ts';

const comparedSpan = 15 * 86_400_000;
/** The newest days that faults of counting are looked for in. */
const recentDays = 21;
const week = 7;
const fewestShownRounds = 0.8;
/** Changes that no auction and no person notices. */
const unfelt: readonly string[] = ['other', 'name'];

/**
 * Brings together what a context says; nothing is judged here. Pure: equal contexts give equal facts, in whatever order
 * its lists come.
 */
export function gatherFacts(context: CampaignContext): HealthFacts {
  const at = momentOf(context);
  const {
    campaign_metrics: metrics,
    constraints,
    competitor_signals: competitors,
    audience_analytics: audience,
  } = context;
  const clean = cleanDays(metrics?.days ?? [], at);
  const { days } = clean;
  const recurrence = recurrenceOf(context, clean);
  const recent = days.slice(-recentDays);
  // A change that earlier rounds of a cycle show as well is no lag, since there everything has arrived by now.
  const lag = recurrence === null ? findConversionLag(recent) : null;
  const measures = measuresOf(context, days);
  const daily_budget = known(constraints?.daily_budget, metrics?.daily_budget);
  return {
    campaign_id: context.campaign_id,
    campaign_name: metrics?.campaign_name ?? context.campaign_id,
    ...{ at, currency: context.currency, clean, metrics: measures },
    onset: findOnset(days),
    current: totalsOf(daysBack(days, 0, week)),
    previous: totalsOf(daysBack(days, week, week)),
    target_cpa: known(constraints?.target_cpa),
    daily_budget,
    budget_utilization: known(metrics?.budget_utilization, utilisationOf(clean, daily_budget)),
    trend_days: trendDays(context, clean, measures.cpa.before),
    falling_days: known(metrics?.cpa_falling_days),
    velocity: velocityOf(days),
    conversion_lag: lag,
    // A newest day that is empty because of a lag is no break.
    conversion_break: lag === null || lag.margin <= 0 ? findConversionBreak(recent) : null,
    independent_count: independentCount(weeksOf(days, measures.conversions), context.site_health),
    recurrence,
    echo_pct: findEcho(days),
    creatives: creativesOf(context),
    segments: segmentsOf(context),
    relevance: known(audience?.relevance_score),
    frequency_rising: risingOf(context),
    competition:
      competitors == null
        ? null
        : {
            activity_change_pct: known(competitors.activity_change_pct),
            new_competitors_count: known(competitors.new_competitors_count),
            bid_change_pct: known(competitors.avg_bid_increase_pct),
            promotions_count: known(competitors.promotions_count),
            is_stub: competitors.is_stub,
          },
    industry_cpa_change_pct: known(context.historical_patterns?.industry_cpa_change_pct),
    events: eventsNow(context, at),
    experiments: experimentsNow(context, at),
    site: context.site_health,
    interventions: interventionsOf(context, at),
    constraints,
    names: namesIn(context),
    signals: [...(metrics?.signals ?? [])].sort(),
    missing_sources: missingOf(context),
    stubbed_sources: [
      ...new Set([
        ...context.sources.filter((source) => source.is_stub).map((source) => source.source),
        ...(competitors?.is_stub === true ? ['competitor_signals'] : []),
      ]),
    ].sort(),
  };
}

/** Conversions of the two compared weeks as sums: by the days where both weeks are whole, else as the context tells them. */
function weeksOf(days: CleanDays['days'], told: Measure): Pick<Measure, 'value' | 'before'> {
  const [now, then] = [totalsOf(daysBack(days, 0, week)), totalsOf(daysBack(days, week, week))];
  if (days.length === 0) return told;
  const whole = now?.days === week && then?.days === week;
  return { value: whole ? now.conversions : null, before: whole ? then.conversions : null };
}

function recurrenceOf(context: CampaignContext, { days }: CleanDays): Recurrence | null {
  const told = [...(context.historical_patterns?.patterns ?? [])]
    .filter((pattern) => pattern.applies_now === true && pattern.seen != null && pattern.of != null && pattern.of >= 2)
    .sort(
      (left, right) =>
        (right.seen ?? 0) / (right.of ?? 1) - (left.seen ?? 0) / (left.of ?? 1) ||
        (left.period_days ?? 0) - (right.period_days ?? 0),
    )[0];
  if (told !== undefined && (told.seen ?? 0) / (told.of ?? 1) >= fewestShownRounds) {
    return {
      ...{ period_days: told.period_days ?? 7, seen: told.seen ?? 0, of: told.of ?? 1 },
      typical_change_pct: told.typical_change_pct ?? 0,
    };
  }
  return findRecurrence(days);
}

/** Days on which any cost was raised: one that fell back in between has not been there all the time, another may have. */
function trendDays(context: CampaignContext, { days }: CleanDays, usual: number | null): number | null {
  const { cpa_trend_days, cpa_raised_days } = context.campaign_metrics ?? {};
  const week7 = daysBack(days, 0, week);
  const raised =
    usual === null || week7.length < week
      ? null
      : week7.filter((day) => day.spend > 0 && day.spend / Math.max(day.conversions, 1e-9) > usual * 1.1).length;
  const told = [cpa_trend_days, cpa_raised_days, raised, days.length >= 2 * week ? raisedPriceDays(days) : null].filter(
    (value) => value != null,
  );
  return told.length === 0 ? null : Math.max(...told);
}

function utilisationOf({ days }: CleanDays, budget: number | null): number | null {
  const spent = totalsOf(daysBack(days, 0, week));
  return budget === null || budget <= 0 || spent === null ? null : spent.spend / spent.days / budget;
}

function creativesOf(context: CampaignContext): readonly CreativeFact[] {
  return context.creative_metrics
    .filter((creative) => creative.running)
    .map((creative): CreativeFact => {
      const wear = analyzeFatigue(creative);
      return {
        creative_id: creative.creative_id,
        ad_id: creative.ad_id ?? null,
        age_days: known(creative.creative_age_days),
        frequency: known(creative.average_frequency),
        declining: creative.ctr_trend == null ? null : creative.ctr_trend === 'declining',
        ctr_change_pct: known(creative.ctr_change_pct),
        fatigue_score: Math.max(wear.confidence, creative.fatigue_score ?? 0),
        is_fatigued: wear.is_fatigued || creative.is_fatigued === true,
        disapproved: creative.disapproved === true,
      };
    })
    .sort(
      (left, right) =>
        right.fatigue_score - left.fatigue_score ||
        (right.age_days ?? 0) - (left.age_days ?? 0) ||
        left.creative_id.localeCompare(right.creative_id),
    );
}

function segmentsOf(context: CampaignContext): readonly SegmentFact[] {
  return (context.audience_analytics?.segments ?? [])
    .flatMap((segment): SegmentFact[] => {
      const spend = known(segment.spend);
      const conversions = known(segment.conversions);
      const cpa = known(
        segment.cpa,
        spend !== null && conversions !== null && conversions > 0 ? spend / conversions : null,
      );
      if (cpa === null || !(cpa > 0)) return [];
      return [
        {
          segment_id: segment.segment_id,
          ...{ spend, spend_share: known(segment.spend_share), conversions, cpa },
          budget_capped: segment.budget_capped ?? null,
        },
      ];
    })
    .sort((left, right) => left.cpa - right.cpa || left.segment_id.localeCompare(right.segment_id));
}

function risingOf(context: CampaignContext): boolean | null {
  const trends = [
    context.audience_analytics?.frequency_trend ?? null,
    ...context.creative_metrics.filter((each) => each.running).map((each) => each.frequency_trend ?? null),
  ].filter((trend) => trend !== null);
  return trends.length === 0 ? null : trends.includes('increasing');
}

function eventsNow(context: CampaignContext, at: string | null): HealthFacts['events'] {
  const today = at?.slice(0, 10);
  return context.calendar_events
    .filter((event) => today === undefined || (event.starts_on <= today && event.ends_on >= dateAfter(today, -week)))
    .sort((left, right) => left.starts_on.localeCompare(right.starts_on) || left.name.localeCompare(right.name));
}

function experimentsNow(context: CampaignContext, at: string | null): HealthFacts['experiments'] {
  const today = at?.slice(0, 10);
  return context.experiments
    .filter((each) => today === undefined || (each.starts_on <= today && (each.ends_on ?? today) >= today))
    .sort((left, right) => left.experiment_id.localeCompare(right.experiment_id));
}

function interventionsOf(context: CampaignContext, at: string | null): HealthFacts['interventions'] {
  const now = at === null ? Number.POSITIVE_INFINITY : Date.parse(at);
  return (context.constraints?.recent_changes ?? [])
    .filter((change) => !unfelt.includes(change.field))
    .filter((change) => Date.parse(change.at) <= now && (at === null || Date.parse(change.at) >= now - comparedSpan))
    .map(({ at: when, field, ours }) => ({ at: when, field, ours }))
    .sort((left, right) => Date.parse(left.at) - Date.parse(right.at) || left.field.localeCompare(right.field));
}

function missingOf(context: CampaignContext): readonly string[] {
  const absent = [
    ...(context.campaign_metrics == null ? ['campaign_metrics'] : []),
    ...(context.creative_metrics.length === 0 ? ['creative_metrics'] : []),
    ...(context.competitor_signals == null ? ['competitor_signals'] : []),
    ...(context.audience_analytics == null ? ['audience_analytics'] : []),
    ...(context.historical_patterns == null ? ['historical_patterns'] : []),
  ];
  const failed = context.sources
    .filter((source) => ['failed', 'timed_out'].includes(source.status))
    .map((source) => source.source);
  return [...new Set([...context.missing_sources, ...failed, ...absent])].sort();
}
