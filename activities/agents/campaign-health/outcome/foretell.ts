import { rootMeanSquare } from 'simple-statistics';
import { mean, robustDeviation } from '../../../reasoning/index.ts';
import { levelBreaks } from './level-breaks.ts';
import { type Series, weekdayOf, wildDays, withoutWeekdays } from './prepare-series.ts';
import { foretellMean, unknownVariance } from './structural-model.ts';
import type { StudentPart } from './student-t.ts';
import { syntheticWeights } from './synthetic-control.ts';

/** The campaigns that were left alone, on the same dates as the series that is foretold. */
export type Donor = { readonly campaign_id: string; readonly values: readonly (number | null)[] };

/** What a window would have looked like, as a distribution of its mean, and what that rests on. */
export type Foretold = {
  readonly parts: readonly StudentPart[];
  readonly breaks: readonly number[];
  readonly set_aside: readonly number[];
  readonly weights: readonly { readonly campaign_id: string; readonly weight: number }[];
};

/**
 * The level moves by about this part of a day's noise each day, and that expectation is worth so many days. What a campaign
 * does beside its synthetic control moves less than the campaign itself.
 */
const levelStep = { alone: 0.25, beside: 0.15, worth_days: 8 };
/** The synthetic control is expected to be followed one to one, give or take this much (a standard deviation). */
const loadingDeviation = 0.35;
const learnedWeights = 0.02;

/**
 * Foretells the mean of the days `wanted` from the days before `cut` alone: a moving level and a weekday pattern, steps
 * where the level broke, and with `donors` their synthetic control beside. Null when there is too little to learn from.
 */
export function foretell(
  series: Series,
  cut: number,
  wanted: readonly number[],
  donors: readonly Donor[],
): Foretold | null {
  const flat = withoutWeekdays(series, cut);
  const synthetic = syntheticSeries(flat, series, cut, donors);
  if (donors.length > 0 && synthetic === null) return null;
  const set_aside = wildDays(flat, cut);
  const learned = flat.map((value, index) => (index < cut && !set_aside.includes(index) ? value : null));
  const gap = learned.map((value, index) => {
    const other = synthetic === null ? 0 : (synthetic.values[index] ?? null);
    return value === null || other === null ? null : value - other;
  });
  const noise = noiseOf(gap);
  if (!(noise > 0)) return certainly(series, cut, wanted, set_aside);
  const breaks = levelBreaks(gap.slice(0, cut));
  const rows = series.dates.map((date, index) => [
    ...weekdayContrasts(date),
    ...breaks.map((day) => (index >= day ? 1 : 0)),
    ...(synthetic === null ? [] : [(synthetic.values[index] ?? 0) / noise]),
  ]);
  const values = series.values.map((value, index) => {
    const own = index < cut && !set_aside.includes(index) ? value : null;
    if (synthetic === null || own === null) return own === null ? null : own / noise;
    const other = synthetic.values[index] ?? null;
    return other === null ? null : (own - other) / noise;
  });
  const kept = synthetic === null ? wanted : wanted.filter((day) => (synthetic.values[day] ?? null) !== null);
  if (kept.length < wanted.length) return null;
  const parts = foretellMean({
    ...{ values, rows, wanted: kept },
    prior_variance: [
      ...Array.from({ length: 6 + breaks.length }, () => unknownVariance),
      ...(synthetic === null ? [] : [loadingDeviation ** 2]),
    ],
    level_step: {
      deviation: synthetic === null ? levelStep.alone : levelStep.beside,
      worth_days: levelStep.worth_days,
    },
  });
  if (parts === null) return null;
  const shift = synthetic === null ? 0 : mean(kept.map((day) => synthetic.values[day] ?? 0));
  return {
    parts: parts.map((part) => ({ ...part, mean: part.mean * noise + shift, scale: part.scale * noise })),
    ...{ breaks, set_aside },
    weights: synthetic?.weights ?? [],
  };
}

/** Six contrasts that add up to nothing over a week, Sunday being the one that is left over. */
function weekdayContrasts(date: string): readonly number[] {
  const weekday = weekdayOf(date);
  return [1, 2, 3, 4, 5, 6].map((each) => (weekday === 0 ? -1 : weekday === each ? 1 : 0));
}

function differencesOf(values: readonly (number | null)[]): readonly number[] {
  return values.flatMap((value, index) => {
    const before = values[index - 1] ?? null;
    return value === null || before === null ? [] : [value - before];
  });
}

/** The usual size of a day's own noise. Where most days equal the day before, the rest of them decide. */
function noiseOf(values: readonly (number | null)[]): number {
  const differences = differencesOf(values);
  if (differences.length === 0) return 0;
  return (robustDeviation(differences) || rootMeanSquare(differences)) / Math.SQRT2;
}

/** A series without any noise, such as a cost that never moves, goes on as it was. */
function certainly(series: Series, cut: number, wanted: readonly number[], set_aside: readonly number[]) {
  const pattern = (index: number) => {
    const weekday = weekdayOf(series.dates[index] ?? '');
    const day = series.dates.findLastIndex(
      (date, at) => at < cut && weekdayOf(date) === weekday && series.values[at] !== null && !set_aside.includes(at),
    );
    return series.values[day] ?? null;
  };
  const values = wanted.flatMap((index) => {
    const value = pattern(index);
    return value === null ? [] : [value];
  });
  if (values.length < wanted.length || wanted.length === 0) return null;
  const center = mean(values);
  const scale = Math.max(1e-9, Math.abs(center) * 1e-9);
  const parts: readonly StudentPart[] = [{ weight: 1, mean: center, scale, degrees: 30 }];
  return { parts, breaks: [], set_aside, weights: [] };
}

/** The controls put together with weights of the days before `cut`; null when they share too few days with the series. */
function syntheticSeries(
  flat: readonly (number | null)[],
  series: Series,
  cut: number,
  donors: readonly Donor[],
): { readonly values: readonly (number | null)[]; readonly weights: Foretold['weights'] } | null {
  if (donors.length === 0) return null;
  const others = donors.map((donor) => withoutWeekdays({ dates: series.dates, values: donor.values }, cut));
  const shared = flat.flatMap((value, index) =>
    index < cut && value !== null && others.every((other) => other[index] !== null) ? [index] : [],
  );
  if (shared.length < 21) return null;
  const around = (values: readonly (number | null)[]) => {
    const center = mean(shared.map((index) => values[index] ?? 0));
    return { center, values: shared.map((index) => (values[index] ?? 0) - center) };
  };
  const centers = others.map(around);
  const raw = syntheticWeights(
    around(flat).values,
    centers.map((each) => each.values),
  );
  const weights = raw.map((weight) => (weight < learnedWeights ? 0 : weight));
  if (weights.every((weight) => weight === 0)) return null;
  const values = series.dates.map((_, index) => {
    let sum = 0;
    for (const [at, weight] of weights.entries()) {
      if (weight === 0) continue;
      const value = others[at]?.[index] ?? null;
      if (value === null) return null;
      sum += weight * (value - (centers[at]?.center ?? 0));
    }
    return sum;
  });
  const named = donors.map(({ campaign_id }, index) => ({ campaign_id, weight: weights[index] ?? 0 }));
  return { values, weights: named.filter((each) => each.weight > 0) };
}
