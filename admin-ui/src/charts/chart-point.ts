/** One point of a line over time, with the band it was expected in. */
export type ChartPoint = {
  readonly at: string;
  readonly value: number | null;
  readonly expected: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly anomalous: boolean;
};

/** Where the value axis starts: a little under the lowest point, so that changes can be seen; never below zero for what is never negative. */
export function lowestTick(points: readonly ChartPoint[]): number {
  const shown = points.flatMap(({ value, low, high, expected }) =>
    [value, low, high, expected].filter((each) => each !== null),
  );
  if (shown.length === 0) return 0;
  const lowest = Math.min(...shown);
  const under = lowest - (Math.max(...shown) - lowest) * 0.15;
  return lowest >= 0 ? Math.max(0, under) : under;
}
