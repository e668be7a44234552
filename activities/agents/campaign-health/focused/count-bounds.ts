/** One-sided 95 % of the normal distribution. */
const oneInTwenty = 1.645;

function bound(count: number, deviations: number): number {
  if (count <= 0) return 0;
  return Math.max(0, count * (1 - 1 / (9 * count) + deviations / (3 * Math.sqrt(count))) ** 3);
}

/**
 * Between which true means a count of conversions may have come about, each side missed one time in twenty. Conversions
 * are counted events (Poisson); the cube root of such a count is close to normal (Wilson and Hilferty, 1931).
 * Zero conversions still allow a mean of about 3.
 */
export function countBounds(count: number): { readonly low: number; readonly high: number } {
  return { low: bound(count, -oneInTwenty), high: bound(count + 1, oneInTwenty) };
}

/** Between which values the CPA of a period lies; `high` is infinite where even no conversion at all would be no surprise. */
export function costBounds(period: { readonly spend: number; readonly conversions: number }) {
  const { low, high } = countBounds(period.conversions);
  return { low: period.spend / high, high: low > 0 ? period.spend / low : Number.POSITIVE_INFINITY };
}
