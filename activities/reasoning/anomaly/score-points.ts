import { mean, median, robustDeviation } from '../series/robust-statistics.ts';
import { chooseScale } from './scale.ts';
import { type GrainSettings, smallestDeviation, smallestSustainedDeviation, surpriseCap } from './settings.ts';

/** A value at a moment (milliseconds since the epoch). */
export type TimedValue = { readonly time: number; readonly value: number };

/** How surprising one point was, judged from what came before it alone. Null scores: not enough history yet. */
export type ScoredPoint = TimedValue & {
  readonly expected: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** Robust deviations from the baseline. */
  readonly z: number | null;
  /** Robust deviations of the mean surprise of the stretch that ends here. */
  readonly sustained: number | null;
};

/**
 * Scores every point of a series in the order of time, online: baseline, level and scale of a point come from points
 * strictly before it. The band `low`–`high` is where a point would not be an anomaly (`threshold` deviations).
 * A surprise that chance explains is none: with `typical_count` events behind a point, one deviation is at least 1/√count.
 * Returns null for a series that is zero throughout its first points.
 */
export function scorePoints(
  points: readonly TimedValue[],
  settings: GrainSettings,
  threshold: number,
  typical_count: number | null = null,
): readonly ScoredPoint[] | null {
  const scale = chooseScale(points.slice(0, settings.scale_minimum_points).map((point) => point.value));
  if (scale === null) return null;
  const chance = typical_count === null ? 0 : 1 / Math.sqrt(Math.max(1, typical_count));
  const smallest = Math.max(smallestDeviation, chance);
  const scaled = points.map((point) => scale.forward(point.value));
  const seasonal: (number | null)[] = [];
  const surprises: (number | null)[] = [];
  const zs: (number | null)[] = [];
  const stretches: (number | null)[] = [];
  const before = (index: number, span: number, values: readonly (number | null)[]) =>
    present(values.slice(firstWithin(points, index, span), index));
  return points.map((point, index) => {
    const value = scaled[index] ?? 0;
    const slot = sameSlot(points, scaled, index, settings);
    const usual = slot.length < settings.baseline_minimum_points ? null : median(slot);
    const recent = before(index, settings.level_span, seasonal);
    const level = recent.length < settings.level_minimum_points ? 0 : median(recent);
    seasonal.push(usual === null ? null : value - usual);
    const expected = usual === null ? null : usual + level;
    const past = before(index, settings.scale_span, surprises);
    surprises.push(expected === null ? null : value - expected);
    const deviation = past.length < settings.scale_minimum_points ? null : Math.max(smallest, robustDeviation(past));
    const z = expected === null || deviation === null ? null : (value - expected) / deviation;
    zs.push(z);
    const stretch = stretchMean(zs, settings);
    const sustained =
      stretch === null ? null : standardise(stretch, before(index, settings.scale_span, stretches), settings);
    stretches.push(stretch);
    const band = (sign: number) =>
      expected === null || deviation === null ? null : scale.back(expected + sign * threshold * deviation);
    return {
      ...point,
      expected: expected === null ? null : scale.back(expected),
      low: band(-1),
      high: band(1),
      z,
      sustained,
    };
  });
}

function present(values: readonly (number | null)[]): number[] {
  return values.filter((value) => value !== null);
}

function firstWithin(points: readonly TimedValue[], index: number, span: number): number {
  const time = points[index]?.time ?? 0;
  let first = index;
  while (first > 0 && time - (points[first - 1]?.time ?? 0) <= span) first -= 1;
  return first;
}

function sameSlot(
  points: readonly TimedValue[],
  scaled: readonly number[],
  index: number,
  settings: GrainSettings,
): number[] {
  const time = points[index]?.time ?? 0;
  return scaled
    .slice(firstWithin(points, index, settings.baseline_span + settings.slot_tolerance), index)
    .filter((_, offset, all) => {
      const past = (time - (points[index - all.length + offset]?.time ?? 0)) % settings.season;
      return Math.min(past, settings.season - past) < settings.slot_tolerance;
    });
}

function stretchMean(zs: readonly (number | null)[], settings: GrainSettings): number | null {
  const stretch = present(zs.slice(-settings.sustained_points));
  if (stretch.length < settings.sustained_points * 0.75) return null;
  return mean(stretch.map((z) => Math.max(-surpriseCap, Math.min(surpriseCap, z))));
}

function standardise(stretch: number, history: readonly number[], settings: GrainSettings): number | null {
  if (history.length < settings.sustained_minimum_history) return null;
  return stretch / Math.max(smallestSustainedDeviation, robustDeviation(history));
}
