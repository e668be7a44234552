import { rootMeanSquare } from 'simple-statistics';
import type { Method } from './effect.ts';
import { type Donor, type Foretold, foretell } from './foretell.ts';
import type { Series } from './prepare-series.ts';

/** How one method did when it foretold earlier windows, in which nothing had been changed. */
export type Placebos = {
  readonly count: number;
  /** The usual error of the mean of a window, in the units of the series. */
  readonly error: number | null;
  /** The usual error in units of what the method itself expected; 1 when it knows its own uncertainty. */
  readonly surprise: number | null;
};

/** The method for a window, how each did, and how far its interval is to be trusted. */
export type Choice = {
  readonly method: Method;
  readonly foretold: Foretold;
  readonly placebos: Readonly<Record<Method, Placebos | null>>;
  readonly widened_by: number;
};

const mostPlacebos = 8;
const fewestLearned = 28;
const fewestCompared = 3;
/** Another method than the plain one is only worth its own uncertainty when it foretells clearly better. */
const clearlyBetter = 0.8;
const widest = 3;
/** A window is no placebo when something did happen: where the level broke in it, or so shortly before that none could tell. */
const settling = 4;
/** The widening starts from trust in the model, worth so many placebos. */
const trust = 4;
/** Four weeks: many campaigns follow a month of promotions, and every weekday falls on itself. */
export const cycleDays = 28;

/**
 * Makes the counterfactual of the days `wanted` with the method that did best at earlier windows of the same length:
 * in-time placebos (Abadie, Diamond and Hainmueller, 2015), each fitted on the days before it alone. Where the placebos
 * erred more than the method says of itself, the interval is widened by as much. Null when no method has enough days.
 */
export function chooseMethod(
  series: Series,
  cut: number,
  wanted: readonly number[],
  donors: readonly Donor[],
): Choice | null {
  const plain = foretell(series, cut, wanted, []);
  if (plain === null) return null;
  const helpers: Readonly<Record<Method, readonly Donor[]>> = {
    own_history: [],
    recurring_history: [{ campaign_id: 'itself', values: earlier(series) }],
    synthetic_control: donors,
  };
  const judged = (method: Method): Judged | null => {
    if (method !== 'own_history' && helpers[method].length === 0) return null;
    const foretold = method === 'own_history' ? plain : foretell(series, cut, wanted, helpers[method]);
    return foretold === null ? null : { method, foretold, errors: placeboErrors(series, cut, wanted, helpers[method]) };
  };
  const all = (['own_history', 'recurring_history', 'synthetic_control'] as const).flatMap(
    (method) => judged(method) ?? [],
  );
  const usual = all.find((each) => each.method === 'own_history');
  if (usual === undefined) return null;
  const [best] = all
    .map((found) => ({ found, ratio: found === usual ? clearlyBetter : comparedWith(usual, found) }))
    .sort((one, other) => one.ratio - other.ratio);
  const { method, foretold, errors } = best?.found ?? usual;
  const widened_by = widening(calmOf(errors, foretold.breaks));
  const parts = foretold.parts.map((part) => ({ ...part, scale: part.scale * widened_by }));
  const placebosOf = (name: Method) => {
    const found = all.find((each) => each.method === name);
    return found === undefined ? null : summary(calmOf(found.errors, found.foretold.breaks));
  };
  return {
    ...{ method, foretold: { ...foretold, parts }, widened_by },
    placebos: {
      own_history: placebosOf('own_history'),
      recurring_history: placebosOf('recurring_history'),
      synthetic_control: placebosOf('synthetic_control'),
    },
  };
}

/** One method for this window, and how it erred at earlier ones. */
type Judged = { readonly method: Method; readonly foretold: Foretold; readonly errors: Errors };

/** Errors at earlier windows, by their first day; with their last day and the deviation that the method expected. */
type Errors = ReadonlyMap<number, { readonly until: number; readonly error: number; readonly expected: number }>;

/** The windows in which, for one method, nothing happened: a step that the controls explain is none to them. */
function calmOf(errors: Errors, breaks: readonly number[]): Errors {
  return new Map([...errors].filter(([at, { until }]) => !breaks.some((day) => day >= at - settling && day <= until)));
}

/**
 * The usual error of a method relative to that of the plain one, over the windows that are calm to the method; infinite
 * when these are too few. A step that only the plain method cannot explain counts against it.
 */
function comparedWith(usual: Judged, other: Judged): number {
  const shared = [...calmOf(other.errors, other.foretold.breaks).keys()].filter((at) => usual.errors.has(at));
  if (shared.length < fewestCompared) return Number.POSITIVE_INFINITY;
  const size = (errors: Errors) => rootMeanSquare(shared.map((at) => errors.get(at)?.error ?? 0));
  return size(other.errors) / Math.max(size(usual.errors), 1e-12);
}

function summary(errors: Errors): Placebos {
  const all = [...errors.values()];
  if (all.length === 0) return { count: 0, error: null, surprise: null };
  const surprise = rootMeanSquare(all.map(({ error, expected }) => error / expected));
  return { count: all.length, error: rootMeanSquare(all.map(({ error }) => error)), surprise };
}

function widening(errors: Errors): number {
  const { count, surprise } = summary(errors);
  if (surprise === null) return 1;
  return Math.min(widest, Math.max(1, Math.sqrt((count * surprise ** 2 + trust) / (count + trust))));
}

/** The series four weeks earlier, as if it were another campaign. */
function earlier({ values }: Series): readonly (number | null)[] {
  return values.map((_, index) => values[index - cycleDays] ?? null);
}

/** Foretells windows of the same shape that end before the change, the latest first, not overlapping by more than half. */
function placeboErrors(series: Series, cut: number, wanted: readonly number[], donors: readonly Donor[]): Errors {
  const shape = wanted.map((day) => day - cut);
  const length = (shape.at(-1) ?? 0) + 1;
  const step = Math.max(1, Math.ceil(length / 2));
  const errors = new Map<number, { readonly until: number; readonly error: number; readonly expected: number }>();
  for (let at = cut - length; at >= fewestLearned && errors.size < mostPlacebos; at -= step) {
    const days = shape.map((day) => day + at).filter((day) => series.values[day] !== null);
    const foretold = days.length === 0 ? null : foretell(series, at, days, donors);
    if (foretold === null) continue;
    const actual = days.reduce((sum, day) => sum + (series.values[day] ?? 0), 0) / days.length;
    const { mean, deviation } = momentsOf(foretold);
    errors.set(at, { until: at + length - 1, error: actual - mean, expected: deviation });
  }
  return errors;
}

/** The mean and the standard deviation of a foretold window. */
function momentsOf({ parts }: Foretold): { readonly mean: number; readonly deviation: number } {
  const mean = parts.reduce((sum, part) => sum + part.weight * part.mean, 0);
  const variance = parts.reduce((sum, part) => {
    const own = (part.scale ** 2 * part.degrees) / Math.max(1, part.degrees - 2);
    return sum + part.weight * (own + (part.mean - mean) ** 2);
  }, 0);
  return { mean, deviation: Math.sqrt(variance) };
}
