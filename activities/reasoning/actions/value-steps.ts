import { changedBy, toMinor } from '../../../contracts/money.ts';
import type { MoneyRange, SteppedLever, StepValue, StepValues } from '../../../contracts/reasoning/step-values.ts';
import type { Response } from './response.ts';
import { earningsOf, horizonDays, type Standing } from './standing.ts';

/** The steps that people compare, percent. */
const shownSteps = [5, 10, 15, 20, 25] as const;

/** A difference of less than this share of the spend is none. */
const unfelt = 0.001;

/** A step that is not allowed, in words; null where it is. */
export type Limit = (change_pct: number) => string | null;

/** What is weighed: an amount, how the campaign answers a step of it, and which steps are allowed. */
export type Stepping = {
  readonly lever: SteppedLever;
  readonly current_minor: number;
  readonly currency: string;
  readonly standing: Standing;
  readonly response: Response;
  readonly limit: Limit;
  readonly basis: string;
};

/** What a step is worth over the horizon, minor units: as expected, and the middle half around it. */
export function worthOf({ standing, response, currency }: Stepping, change_pct: number): MoneyRange {
  const { low, expected, high } = response(change_pct);
  const minor = (outlook: typeof low) => toMinor(earningsOf(standing, outlook), currency);
  return { low_minor: minor(low), expected_minor: minor(expected), high_minor: minor(high) };
}

/**
 * The step of the largest expected value among those from `least` to `most` percent. Where several are worth the same (to a
 * thousandth of what is spent), the one nearest to `needed`, which is what the cause asks for.
 */
export function bestStep(
  stepping: Stepping,
  { least, most, needed }: { readonly least: number; readonly most: number; readonly needed: number },
): number {
  const { standing, response } = stepping;
  const alike = standing.spend * horizonDays * unfelt;
  const low = Math.min(least, most);
  const between = Array.from({ length: Math.max(0, Math.ceil(most) - low) }, (_, index) => low + index);
  const steps = [...between, most].map((pct) => ({ pct, worth: earningsOf(standing, response(pct).expected) }));
  const top = Math.max(...steps.map(({ worth }) => worth));
  const best = steps.filter(({ worth }) => worth >= top - alike);
  const [first = { pct: low, worth: top }, ...others] = best;
  return others.reduce(
    (left, right) => (Math.abs(right.pct - needed) < Math.abs(left.pct - needed) ? right : left),
    first,
  ).pct;
}

/** The steps as they are shown: those that people compare and the chosen one, each with its value and what forbids it. */
export function stepValuesOf(stepping: Stepping, chosen_pct: number | null): StepValues {
  const all = [...new Set([...shownSteps, ...(chosen_pct === null ? [] : [chosen_pct])])].sort((a, b) => a - b);
  const steps = all.map((change_pct): StepValue => {
    const amount_minor = Math.max(1, changedBy(stepping.current_minor, change_pct));
    const chosen = change_pct === chosen_pct;
    return {
      change_pct,
      amount_minor,
      value: worthOf(stepping, change_pct),
      chosen,
      stopped_by: stepping.limit(change_pct),
    };
  });
  const { lever, current_minor, basis } = stepping;
  return { lever, horizon_days: horizonDays, current_minor, steps, basis };
}
