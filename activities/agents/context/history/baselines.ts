import { mean, sampleStandardDeviation } from 'simple-statistics';
import type { HistoricalPatterns } from '../../../../contracts/reasoning/campaign-past.ts';
import type { StoredDay } from '../../campaign-health/collect/period.ts';
import { shiftDate, tidy } from '../facts/figures.ts';

type Baseline = HistoricalPatterns['baselines'][number];
type Pattern = HistoricalPatterns['patterns'][number];

/** The usual value is that of the four weeks before the looked-at week, so that what is new does not become usual. */
const baselineDays = 28;
const fewestDays = 7;

const per = (part: number, whole: number) => (whole > 0 ? part / whole : null);
const measures: Readonly<Record<string, (day: StoredDay) => number | null>> = {
  cpa: (day) => per(day.spend, day.conversions),
  ctr: (day) => per(day.clicks, day.impressions),
  conversion_rate: (day) => per(day.conversions, day.clicks),
  spend: (day) => day.spend,
};

/** Mean and standard deviation by day of CPA, click-through rate, conversion rate and spend before the week that ends on `end`. */
export function baselinesOf(days: readonly StoredDay[], end: string): Baseline[] {
  const until = shiftDate(end, -7);
  const since = shiftDate(until, 1 - baselineDays);
  const usual = days.filter((day) => day.dt >= since && day.dt <= until);
  return Object.entries(measures).flatMap(([metric, measure]) => {
    const values = usual.map(measure).filter((value) => value !== null);
    if (values.length < fewestDays) return [];
    const deviation = tidy(sampleStandardDeviation(values));
    return [{ metric, mean: tidy(mean(values)), deviation, days: values.length }];
  });
}

const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const watchedWeeks = 8;

/**
 * Weekdays whose CPA lies more than 10 % from the mean of their week in at least three quarters of the last eight weeks (and
 * of at least four). Weeks are compared with weeks, so that none of them explains a change: `applies_now` is false.
 */
export function weekdayPatterns(days: readonly StoredDay[], end: string): Pattern[] {
  const weeks = [...Array(watchedWeeks).keys()].map((week) => {
    const last = shiftDate(end, -7 * week);
    const inside = days.filter((day) => day.dt <= last && day.dt > shiftDate(last, -7));
    const spend = inside.reduce((sum, day) => sum + day.spend, 0);
    const usual = per(
      spend,
      inside.reduce((sum, day) => sum + day.conversions, 0),
    );
    return inside.length < 7 || usual === null ? [] : inside.map((day) => ({ day, usual }));
  });
  const byWeekday = Map.groupBy(weeks.flat(), ({ day }) => new Date(`${day.dt}T00:00:00Z`).getUTCDay());
  return [...byWeekday]
    .sort(([one], [other]) => one - other)
    .flatMap(([weekday, seen]) => {
      const changes = seen.flatMap(({ day, usual }) => {
        const cpa = per(day.spend, day.conversions);
        return cpa === null ? [] : [(cpa / usual - 1) * 100];
      });
      const typical = changes.length === 0 ? 0 : mean(changes);
      const alike = changes.filter((change) => Math.abs(change) > 10 && Math.sign(change) === Math.sign(typical));
      if (changes.length < 4 || alike.length / changes.length < 0.75) return [];
      const typical_change_pct = tidy(typical, 3);
      const description = `${weekdays[weekday]}s: CPA ${typical > 0 ? '+' : ''}${typical_change_pct} % against the week`;
      return [
        {
          ...{ metric: 'cpa', kind: 'weekday', period_days: 7, seen: alike.length, of: changes.length },
          ...{ typical_change_pct, applies_now: false, description },
        },
      ];
    });
}

/** The sums of a week a year ago and of the week before it, when both are stored. */
export type YearAgo = { readonly week: Sums; readonly before: Sums } | null;
type Sums = { readonly spend_minor: number; readonly conversions: number };

/** Whether the same week of last year moved the same way: one round seen of one. */
export function yearlyPattern(ago: YearAgo, cpa_change_pct: number | null): Pattern[] {
  if (ago === null || cpa_change_pct === null || Math.abs(cpa_change_pct) <= 10) return [];
  const [before, after] = [
    per(ago.before.spend_minor, ago.before.conversions),
    per(ago.week.spend_minor, ago.week.conversions),
  ];
  if (before === null || after === null || before === 0) return [];
  const then = (after / before - 1) * 100;
  const alike = Math.sign(then) === Math.sign(cpa_change_pct) && Math.abs(then) >= Math.abs(cpa_change_pct) / 2;
  return [
    {
      ...{ metric: 'cpa', kind: 'yearly', period_days: 364, seen: alike ? 1 : 0, of: 1 },
      ...{ typical_change_pct: tidy(then, 3), applies_now: alike, description: 'the same week of last year' },
    },
  ];
}
