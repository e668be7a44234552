import { mean, median, significant } from '../series/robust-statistics.ts';

/** One full day of a metric; null where it cannot be computed, such as CPA without conversions. */
export type DayValue = { readonly dt: string; readonly numerator: number; readonly denominator: number };

/** What a change brought, in percent of what was to be expected without it. The interval covers about 90 %. */
export type Effect = {
  readonly before: number | null;
  readonly after: number | null;
  readonly expected: number | null;
  readonly effect_pct: number | null;
  readonly low_pct: number | null;
  readonly high_pct: number | null;
  readonly method: string;
};

const seasonDays = 7;
const historyDays = 28;
const fewestHistoryDays = 14;
const fewestPlacebos = 10;

/** In words, for the record. */
export const counterfactualMethod =
  'forecast of the days from the 28 days before (level of the last 14 days times weekday pattern, medians), interval from placebo tests: the same forecast at every earlier day of the history';

/**
 * Compares the days after a change with a forecast made from the days before it alone. How far such a forecast usually
 * errs is measured on the campaign itself, by making it at every earlier day as if the change had happened there
 * (in-time placebo tests, Abadie, Diamond and Hainmueller, 2015). `days` are full days, oldest first; `changed_on` is the
 * first day after the change. With fewer than 14 days before, or fewer than 10 placebos, there is no interval.
 */
export function measureEffect(days: readonly DayValue[], changed_on: string, window: number): Effect {
  const start = days.findIndex((day) => day.dt >= changed_on);
  const after = start === -1 ? [] : days.slice(start, start + window);
  const before = days.slice(0, start === -1 ? days.length : start);
  const afterValue = ratioOf(after);
  const beforeValue = ratioOf(before.slice(-window));
  const unknown = { before: beforeValue, after: afterValue, effect_pct: null, low_pct: null, high_pct: null };
  if (after.length < window || afterValue === null) {
    return {
      ...unknown,
      expected: null,
      method: `not measurable: ${after.length} of ${window} days after the change have data`,
    };
  }
  const expected = forecast(before, after);
  if (expected === null) {
    return {
      ...unknown,
      expected: null,
      method: `not measurable: fewer than ${fewestHistoryDays} days before the change`,
    };
  }
  const effect_pct = tenth((afterValue / expected - 1) * 100);
  const errors = placeboErrors(before, window);
  if (errors.length < fewestPlacebos) {
    return { ...unknown, expected, effect_pct, method: `${counterfactualMethod}; too few placebos for an interval` };
  }
  // The forecast may have erred like any placebo, so the effect may be what remains after such an error.
  const at = (error: number) => tenth((afterValue / expected / error - 1) * 100);
  return {
    before: beforeValue,
    after: significant(afterValue),
    expected: significant(expected),
    effect_pct,
    low_pct: at(quantile(errors, 0.95)),
    high_pct: at(quantile(errors, 0.05)),
    method: counterfactualMethod,
  };
}

/** Positive or negative only when the whole interval lies on one side and the effect is at least `minimum_pct`. */
export function judgeEffect(
  effect: Pick<Effect, 'effect_pct' | 'low_pct' | 'high_pct'>,
  direction: 'increase' | 'decrease',
  minimum_pct = 0,
): 'positive' | 'negative' | 'inconclusive' {
  const { effect_pct, low_pct, high_pct } = effect;
  if (effect_pct === null || low_pct === null || high_pct === null) return 'inconclusive';
  if (Math.abs(effect_pct) < minimum_pct || (low_pct <= 0 && high_pct >= 0)) return 'inconclusive';
  return (direction === 'increase') === effect_pct > 0 ? 'positive' : 'negative';
}

function ratioOf(days: readonly DayValue[]): number | null {
  const denominator = days.reduce((sum, day) => sum + day.denominator, 0);
  if (!(denominator > 0)) return null;
  return days.reduce((sum, day) => sum + day.numerator, 0) / denominator;
}

function forecast(before: readonly DayValue[], after: readonly DayValue[]): number | null {
  const history = before.slice(-historyDays).flatMap((day) => {
    const value = ratioOf([day]);
    return value === null || value <= 0 ? [] : [{ weekday: weekdayOf(day.dt), value: Math.log(value) }];
  });
  if (history.length < fewestHistoryDays) return null;
  const center = median(history.map((day) => day.value));
  const pattern = [...Array(seasonDays).keys()].map((weekday) => {
    const own = history.filter((day) => day.weekday === weekday).map((day) => day.value - center);
    return own.length < 2 ? 0 : median(own);
  });
  const level = median(history.slice(-14).map((day) => day.value - (pattern[day.weekday] ?? 0)));
  return mean(after.map((day) => Math.exp(level + (pattern[weekdayOf(day.dt)] ?? 0))));
}

function placeboErrors(before: readonly DayValue[], window: number): number[] {
  const errors: number[] = [];
  for (let cut = fewestHistoryDays; cut + window <= before.length; cut += 1) {
    const pretended = before.slice(cut, cut + window);
    const expected = forecast(before.slice(0, cut), pretended);
    const actual = ratioOf(pretended);
    if (expected !== null && actual !== null && actual > 0) errors.push(actual / expected);
  }
  return errors.sort((left, right) => left - right);
}

function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 1;
}

function weekdayOf(date: string): number {
  return new Date(`${date}T00:00:00Z`).getUTCDay();
}

function tenth(value: number): number {
  return Math.round(value * 10) / 10;
}
