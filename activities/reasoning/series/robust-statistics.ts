/** The factor that makes the median absolute deviation of normal data equal to its standard deviation (Rousseeuw and Croux, 1993). */
export const madToDeviation = 1.4826;

/** The median; NaN for no values. */
export function median(values: readonly number[]): number {
  if (values.length === 0) return Number.NaN;
  const sorted = Float64Array.from(values).sort();
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

/** Spread around the median, as a standard deviation; half of the values may be arbitrarily wrong. NaN for no values. */
export function robustDeviation(values: readonly number[]): number {
  const center = median(values);
  return madToDeviation * median(values.map((value) => Math.abs(value - center)));
}

/** The mean; NaN for no values. */
export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** `(after − before) / before × 100`; null when there was nothing before to compare with. */
export function changePct(before: number | null, after: number | null): number | null {
  if (before === null || after === null || !(before > 0) || !Number.isFinite(after)) return null;
  return ((after - before) / before) * 100;
}

/** Rounds to a number of significant digits, so that stored and shown values are the same. */
export function significant(value: number, digits = 6): number {
  return value === 0 || !Number.isFinite(value) ? value : Number(value.toPrecision(digits));
}
