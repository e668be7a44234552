/** One point of a line over time, with the band it was expected in. */
export type ChartPoint = {
  readonly at: string;
  readonly value: number | null;
  readonly expected: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly anomalous: boolean;
};
