import { median } from 'simple-statistics';
import type { CompetitorSignals } from '../../../../contracts/reasoning/market-signals.ts';
import { tidy } from '../facts/figures.ts';
import type { SourceSignals } from './source-signals.ts';

/** What a source said, with its name. */
export type NamedSignals = { readonly source: string; readonly signals: SourceSignals; readonly fetched_at: string };

/** Median of what the sources that know say; null when none does. */
function middle(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : tidy(median(known), 4);
}

/** The largest of what is known: sources see overlapping parts of one market, so that a sum would count twice. */
function largest(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : Math.max(...known);
}

/**
 * One picture from several sources: competitors are counted once by normalised domain, percentages are the median of the
 * sources that answered, and what nobody knows stays null. A competitor is new when a source says so and none knows it longer.
 */
export function aggregate(
  said: readonly NamedSignals[],
  of: { readonly industry: string | null; readonly keywords: readonly string[] },
): CompetitorSignals | null {
  if (said.length === 0) return null;
  const signals = said.map((each) => each.signals);
  const byKey = Map.groupBy(
    signals.flatMap((each) => each.competitors),
    (competitor) => competitor.key,
  );
  const competitors = [...byKey].map(([key, views]) => ({
    key,
    is_new: views.some((view) => view.is_new === true) && !views.some((view) => view.is_new === false),
    dated: views.some((view) => view.is_new !== null),
    promotes: views.some((view) => view.promotes === true),
    read: views.some((view) => view.promotes !== null),
    bid: middle(views.map((view) => view.bid)),
  }));
  const counted = (known: readonly boolean[], yes: readonly boolean[]) =>
    known.some(Boolean) ? yes.filter(Boolean).length : null;
  const own = {
    active: competitors.length === 0 ? null : competitors.length,
    fresh: counted(
      competitors.map((each) => each.dated),
      competitors.map((each) => each.is_new),
    ),
    promoting: counted(
      competitors.map((each) => each.read),
      competitors.map((each) => each.promotes),
    ),
  };
  const bids = competitors.flatMap(({ key, bid }) => (bid === null ? [] : [{ competitor: key, bid }]));
  return {
    industry: of.industry,
    keywords: [...of.keywords],
    active_competitors_count: largest([own.active, ...signals.map((each) => each.active_competitors_count)]),
    new_competitors_count: largest([own.fresh, ...signals.map((each) => each.new_competitors_count)]),
    promotions_count: largest([own.promoting, ...signals.map((each) => each.promotions_count)]),
    activity_change_pct: middle(signals.map((each) => each.activity_change_pct)),
    avg_bid_increase_pct: middle(signals.map((each) => each.avg_bid_increase_pct)),
    top_competitor_bids: bids.sort((one, other) => other.bid - one.bid).slice(0, 10),
    new_ads_count: largest(signals.map((each) => each.new_ads_count)),
    creative_refreshes: largest(signals.map((each) => each.creative_refreshes)),
    analysis_period_days: middle(signals.map((each) => each.analysis_period_days)),
    sources: said.map((each) => each.source),
    is_stub: signals.some((each) => each.is_stub),
    last_updated: said.map((each) => each.fetched_at).sort()[0] ?? null,
  };
}
