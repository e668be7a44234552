import { changedBy, toMinor } from '../../../contracts/money.ts';
import type { MoneyRange, SteppedLever, StepValue, StepValues } from '../../../contracts/reasoning/step-values.ts';
import type { Response } from './response.ts';
import { earningsOf, horizonDays, type Standing } from './standing.ts';

/** The steps that people compare, percent. */
const shownSteps = [5, 10, 15, 20, 25] as const;

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

/** The step of the largest expected value among those from `least` to `most` percent; the smallest one where several are worth as much. */
export function bestStep(stepping: Stepping, least: number, most: number): number {
  const worth = (pct: number) => earningsOf(stepping.standing, stepping.response(pct).expected);
  let best = Math.min(least, most);
  const whole = Array.from({ length: Math.max(0, Math.floor(most) - best) }, (_, index) => best + 1 + index);
  for (const pct of [...whole, most]) if (worth(pct) > worth(best) + 1e-9) best = pct;
  return best;
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
