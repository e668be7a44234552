import type { CampaignContext } from '../../../contracts/reasoning/campaign-context.ts';
import type { ContextDay } from '../../../contracts/reasoning/campaign-metrics.ts';

const dayLength = 86_400_000;
const week = 7;

/** The figures of one day that every count is made from. */
export type DayFigures = Pick<ContextDay, 'dt' | 'spend' | 'impressions' | 'clicks' | 'conversions'> &
  Partial<Pick<ContextDay, 'reach' | 'impression_share' | 'revenue'>>;

/** The days that can be counted on, oldest first, and what was wrong with those that were given. */
export type CleanDays = {
  readonly days: readonly DayFigures[];
  /** Dates that came more than once with different figures. */
  readonly contradicted: readonly string[];
  /** Rows that came more than once with the same figures: counted once. */
  readonly repeated: number;
  /** Dates after the moment that is looked at. */
  readonly future: readonly string[];
  /** Of the 14 days up to the newest, those that are not there. */
  readonly missing: number;
  /** Of those 14, those on which nothing was shown. */
  readonly idle: number;
};

/** The date `days` after (or before) an ISO date. */
export function dateAfter(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * dayLength).toISOString().slice(0, 10);
}

/**
 * The newest moment that a context names, or `at`; null when it names none. Accounts east of UTC end their day before
 * UTC does, hence a day may carry the date of the moment itself.
 */
export function momentOf(context: CampaignContext): string | null {
  if (context.at !== null && Number.isFinite(Date.parse(context.at ?? ''))) return context.at ?? null;
  const named = [
    ...context.sources.map((source) => source.fetched_at),
    context.campaign_metrics?.period_end,
    ...(context.campaign_metrics?.days ?? []).map((day) => `${day.dt}T23:59:59.000Z`),
    context.site_health?.checked_at,
    context.competitor_signals?.last_updated,
    context.audience_analytics?.last_updated,
    context.historical_patterns?.last_updated,
    ...context.creative_metrics.map((creative) => creative.last_updated),
  ].filter((each) => each != null && Number.isFinite(Date.parse(each)));
  const newest = named.map((each) => Date.parse(each ?? '')).sort((left, right) => right - left)[0];
  return newest === undefined ? null : new Date(newest).toISOString();
}

/** Sorts the days, drops rows that came twice, and says what is wrong with the rest. */
export function cleanDays(given: readonly ContextDay[], at: string | null): CleanDays {
  const today = at?.slice(0, 10) ?? null;
  const byDate = Map.groupBy(given, (day) => day.dt);
  const dates = [...byDate.keys()].sort();
  const future = dates.filter((date) => today !== null && date > today);
  const contradicted = dates.filter((date) => new Set((byDate.get(date) ?? []).map(printOf)).size > 1);
  const days = dates
    .filter((date) => today === null || date <= today)
    .flatMap((date) =>
      [...(byDate.get(date) ?? [])].sort((left, right) => (printOf(left) < printOf(right) ? -1 : 1)).slice(0, 1),
    );
  const newest = days.at(-1)?.dt;
  const start = newest === undefined ? '' : dateAfter(newest, 1 - 2 * week);
  const window = days.filter((day) => day.dt >= start);
  return {
    ...{ days, contradicted, future },
    repeated: given.length - dates.length - contradicted.length,
    missing: newest === undefined ? 0 : Math.max(0, Math.min(2 * week, span(days)) - window.length),
    idle: window.filter((day) => day.spend === 0 && day.impressions === 0).length,
  };
}

function printOf(day: ContextDay): string {
  return [day.spend, day.impressions, day.clicks, day.conversions].join('/');
}

function span(days: readonly DayFigures[]): number {
  const [first, last] = [days[0], days.at(-1)];
  return first === undefined || last === undefined
    ? 0
    : Math.round((Date.parse(last.dt) - Date.parse(first.dt)) / dayLength) + 1;
}

/** The days from `back` days before the newest on, `count` of them at most: `(0, 7)` is the last week. */
export function daysBack(days: readonly DayFigures[], back: number, count: number): readonly DayFigures[] {
  const newest = days.at(-1)?.dt;
  if (newest === undefined) return [];
  const end = dateAfter(newest, -back);
  const start = dateAfter(end, 1 - count);
  return days.filter((day) => day.dt >= start && day.dt <= end);
}
