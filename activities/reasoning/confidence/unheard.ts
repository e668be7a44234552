import type { RootCause } from '../../../contracts/recommendation.ts';
import type { HealthFacts } from '../features/health-facts.ts';

/** The causes that only one source can speak for: while it is missing, nobody can say that they are not at work. */
const witnesses: Readonly<Record<string, readonly RootCause[]>> = {
  competitor_signals: ['auction_pressure', 'competitor_promotion'],
  audience_analytics: ['audience_saturation', 'poor_targeting', 'uneven_segments'],
  creative_metrics: ['creative_fatigue'],
  historical_patterns: ['seasonality'],
  calendar_events: ['external_event'],
  campaign_metrics: ['tracking_break', 'conversion_lag', 'budget_limited'],
};
/** The sources that tell whether somebody changed the campaign, or the platform still learns. */
const witnessesOfChanges: readonly string[] = ['platform_state', 'platform_changes'];

/** Whether a source is missing that might have spoken for another cause: what nobody could say is not refuted. */
export function isUnrefuted({ missing_sources }: Pick<HealthFacts, 'missing_sources'>, cause: RootCause): boolean {
  return missing_sources.some((source) => witnesses[source]?.some((rival) => rival !== cause));
}

/** Whether it is unknown what people and the platform did to the campaign: then nobody can say that they did nothing. */
export function changesAreUnknown({ missing_sources }: Pick<HealthFacts, 'missing_sources'>): boolean {
  return witnessesOfChanges.some((source) => missing_sources.includes(source));
}

/**
 * Whether pressure of competitors is told without a word on what they do. A stand-in's word counts as none, and no word as
 * a stand-in's, so that losing the source is never better than having had the stand-in.
 */
export function isHearsay({ competition }: Pick<HealthFacts, 'competition'>, cause: RootCause): boolean {
  if (competition?.is_stub === true) return cause === 'auction_pressure' || cause === 'competitor_promotion';
  return cause === 'auction_pressure' && (competition?.activity_change_pct ?? null) === null;
}
