import { median } from '../series/robust-statistics.ts';

/** A reversible change of scale. */
export type Scale = { forward(value: number): number; back(scaled: number): number };

/**
 * Prices and rates vary in proportion, so surprises are measured in logarithms. A zero becomes 2 % of the usual value,
 * which is far down but finite. A series with negative values is measured in shares of its usual size instead.
 * Reads only the first points of a series, which are never judged, so that nothing is known before its time.
 * Returns null when the series never leaves zero there.
 */
export function chooseScale(warmUp: readonly number[]): Scale | null {
  const size = median(warmUp.filter((value) => value !== 0).map(Math.abs));
  if (!(size > 0)) return null;
  if (warmUp.some((value) => value < 0)) return { forward: (value) => value / size, back: (scaled) => scaled * size };
  const floor = size * 0.02;
  return { forward: (value) => Math.log(Math.max(value, floor)), back: (scaled) => Math.exp(scaled) };
}
