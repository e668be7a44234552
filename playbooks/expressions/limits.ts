import { ExpressionFault } from './fault.ts';
import type { Place } from './node.ts';

/** Limits of one expression. They bound what a hostile or mistaken playbook can make a worker do. */
export const limits = {
  /** Characters of the text. */
  sourceLength: 2_000,
  /** Nodes of the parsed tree. */
  nodes: 400,
  /** Nesting of brackets and member accesses. */
  depth: 32,
  /** Loops inside loops. */
  loopDepth: 2,
  /** Items that one loop may walk. */
  loopItems: 10_000,
  /** Characters of a text or items of a list that an expression may build. */
  builtSize: 65_536,
  /** Units of work for one evaluation: a node is one unit; long texts, lists and patterns cost by their size. */
  cost: 50_000,
  /** Parts of the result, counted with everything inside it. */
  resultParts: 100_000,
} as const;

/** Counts the work of one evaluation and stops it at the limit. */
export type Meter = { charge(units: number, place: Place): void };

/** A meter with a full budget. */
export function createMeter(budget: number = limits.cost): Meter {
  let left = budget;
  return {
    charge: (units, place) => {
      left -= units;
      if (left < 0) {
        throw new ExpressionFault(
          'limit',
          'it needs more work, or gives more, than one expression may',
          'Work on fewer items, or compute the value in an action.',
          place,
        );
      }
    },
  };
}
