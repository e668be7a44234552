import type { Step } from '../../contracts/plan/index.ts';
import { failure } from './failures.ts';

/** What is carried to a new history: what was used up so far, and whether the execution was stopped for it. Plain JSON. */
export type FuelRecord = { readonly steps: number; readonly children: number; readonly exhausted: boolean };

/** What one execution may use up over all of its histories. */
export type FuelLimits = { readonly steps: number; readonly children: number };

/** Far above what a playbook that ends needs, and little enough that one that does not is over within the day. */
export const fuelLimits: FuelLimits = { steps: 100_000, children: 1_000 };

/** Steps that `finally` and `on_failure` may still take after the fuel has run out. */
const reserve = 1_000;

/** Counts what one execution does, so that one that never ends is ended. */
export type Fuel = {
  /** Called once for each step that is done, in each round. Throws EXECUTION_FUEL_EXHAUSTED, which no step catches. */
  step(step: Step): void;
  /** The same for each child execution. */
  child(step: Step): void;
  pack(): FuelRecord;
};

/** A full tank, or what an earlier history left of one. */
export function createFuel(carried: FuelRecord | null, limits: FuelLimits = fuelLimits): Fuel {
  let { steps, children, exhausted } = carried ?? { steps: 0, children: 0, exhausted: false };
  const exhaust = ({ id, line }: Step, what: keyof FuelLimits) => {
    exhausted = true;
    const message = `One execution may take ${limits[what]} ${what}, and this one asks for more.`;
    return failure('EXECUTION_FUEL_EXHAUSTED', message, { step_id: id, line, limit: limits[what], counted: what });
  };
  return {
    step: (step) => {
      steps += 1;
      if (steps > limits.steps + (exhausted ? reserve : 0)) throw exhaust(step, 'steps');
    },
    child: (step) => {
      children += 1;
      if (children > limits.children) throw exhaust(step, 'children');
    },
    pack: () => ({ steps, children, exhausted }),
  };
}
