import { type DayFigures, daysBack } from './days.ts';
import { compareDays, type Measure, type MeasuredMetric } from './measure.ts';

/** Days since a change set in that are tried: fewer make no trend, more belong to the weeks that are compared anyway. */
const shortest = 3;
const longest = 12;
/** What a change is compared with: two full weeks before it, so that every weekday counts twice. */
const before = 14;
/** The metrics that a change shows in; the others follow from them. */
const telling = ['cpm', 'ctr', 'conversion_rate', 'reach'] as const satisfies readonly MeasuredMetric[];
/**
 * Sum of the squared deviations from which on a change is a change: chance alone reaches it less than one time in a
 * thousand, ten tries included (chi-squared with four degrees of freedom).
 */
const surprising = 24;

/** The day a change set in, and every metric since then against the two weeks before. */
export type Onset = {
  readonly since: string;
  readonly days: number;
  readonly metrics: Readonly<Record<MeasuredMetric, Measure>>;
};

/**
 * Looks for the day on which prices, clicks, buyers or reach left their level: the split of the newest days that they
 * speak for most (a change point by likelihood, cf. Page, "Continuous Inspection Schemes", 1954). A week against the week
 * before shows only a part of a change that is four or nine days old; this shows all of it. Null when there is none.
 */
export function findOnset(days: readonly DayFigures[]): Onset | null {
  const tried = Array.from({ length: longest - shortest + 1 }, (_, index) => shortest + index).flatMap((count) => {
    const [now, then] = [daysBack(days, 0, count), daysBack(days, count, before)];
    if (now.length < count || then.length < before) return [];
    const surprise = telling.reduce((sum, metric) => {
      const { change_pct, deviation } = compareDays(now, then, metric);
      if (change_pct === null || deviation === null || change_pct <= -100) return sum;
      return sum + Math.min(400, (Math.log1p(change_pct / 100) / deviation) ** 2);
    }, 0);
    return [{ now, then, surprise, count }];
  });
  const best = tried.reduce<(typeof tried)[number] | null>(
    (left, right) => (left === null || right.surprise > left.surprise + 1e-9 ? right : left),
    null,
  );
  const since = best?.now[0]?.dt;
  if (best === null || since === undefined || best.surprise < surprising) return null;
  const of = (metric: MeasuredMetric) => compareDays(best.now, best.then, metric);
  return {
    ...{ since, days: best.count },
    metrics: {
      ...{ cpa: of('cpa'), cpc: of('cpc'), cpm: of('cpm'), ctr: of('ctr'), conversion_rate: of('conversion_rate') },
      ...{ spend: of('spend'), impressions: of('impressions'), clicks: of('clicks'), conversions: of('conversions') },
      ...{ reach: of('reach'), frequency: of('frequency'), impression_share: of('impression_share') },
    },
  };
}
