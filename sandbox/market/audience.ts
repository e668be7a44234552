/** Mean exposures per reached person when `ratio` impressions per person of the pool are shown at random (Poisson). */
export function frequencyOf(ratio: number): number {
  return ratio < 1e-9 ? 1 : ratio / (1 - Math.exp(-ratio));
}

/** The impressions per person of the pool that give a wanted frequency above 1; the inverse of `frequencyOf`. */
export function ratioFor(frequency: number): number {
  let low = 0;
  let high = Math.max(2, frequency * 2);
  for (let step = 0; step < 60; step += 1) {
    const middle = (low + high) / 2;
    if (frequencyOf(middle) < frequency) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** How many different people see `impressions` that are spread at random over a pool. */
export function reachOf(impressions: number, pool: number): number {
  if (impressions <= 0) return 0;
  const reached = Math.round(pool * (1 - Math.exp(-impressions / pool)));
  return Math.max(1, Math.min(impressions, reached));
}

/** Click-through wears off beyond about four and a half exposures a day: three percent for each more. */
export function frequencyWear(frequency: number): number {
  return Math.max(0.7, 1 - 0.03 * Math.max(0, frequency - 4.5));
}
