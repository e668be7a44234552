/** Share of a day’s demand that falls into each hour: a low at night, a rise over noon, a peak in the evening. */
const hourly = [
  0.35, 0.25, 0.2, 0.2, 0.25, 0.4, 0.65, 0.9, 1.05, 1.1, 1.15, 1.25, 1.3, 1.25, 1.2, 1.15, 1.15, 1.25, 1.4, 1.6, 1.7,
  1.55, 1.1, 0.6,
] as const;
const hourlyTotal = hourly.reduce((sum, weight) => sum + weight, 0);

/** The fraction of a day’s demand in one hour; over a day the fractions sum to 1. */
export function hourShare(hour: number): number {
  return (hourly[hour] ?? 1) / hourlyTotal;
}

/** Demand by weekday, Sunday first, around 1. */
const weekly = [1.06, 0.97, 0.96, 0.97, 0.99, 1.0, 1.05] as const;
/** What people with a strong weekend habit do: they buy on Saturday and Sunday and only look from Monday to Thursday. */
const weekendConversion = [1.32, 0.86, 0.84, 0.85, 0.9, 1.0, 1.36] as const;
/** Days of one round of the longer cycle. */
const CYCLE_DAYS = 28;
/** Days of each round in which fewer people buy. */
const SLACK_DAYS = 8;

/** Demand and conversion multipliers of a local day. `daysSinceBirth` is negative before the sandbox was born; `depth` is the share of buyers that stays away in slack days. */
export function seasonOf(
  weekday: number,
  daysSinceBirth: number,
  depth: number | null,
): { readonly demand: number; readonly conversion: number; readonly slack: boolean } {
  const demand = weekly[weekday] ?? 1;
  if (depth === null) return { demand, conversion: 1, slack: false };
  const phase = (((daysSinceBirth + 7) % CYCLE_DAYS) + CYCLE_DAYS) % CYCLE_DAYS;
  const slack = phase < SLACK_DAYS;
  return {
    demand: demand * (slack ? 0.9 : 1),
    conversion: (weekendConversion[weekday] ?? 1) * (slack ? 1 - depth : 1),
    slack,
  };
}
