import type { JsonObject, JsonValue } from '../../contracts/canonical-json.ts';
import type { Step } from '../../contracts/plan/index.ts';

/** How a list of steps went: until when it ran, what it named, which tries it made, and how it ended. */
export type Went = {
  readonly until: number;
  readonly names: JsonObject;
  readonly tries: readonly string[];
  readonly value: JsonValue;
  readonly ending: Ending | null;
};
/** How it ended otherwise than at its last step. */
export type Ending =
  | { readonly kind: 'failed'; readonly code: string; readonly step_id: string }
  | { readonly kind: 'stopped'; readonly status: 'completed' | 'failed' | 'cancelled'; readonly result: JsonValue }
  | { readonly kind: 'called_off' };

/** Where a step stands: when it begins, what it can read, in which rounds, and when it is called off. */
export type Where = {
  readonly at: number;
  readonly names: JsonObject;
  readonly local: JsonObject;
  readonly rounds: string;
  readonly off: number;
};

/** Walks a list of steps. */
export type Walk = (steps: readonly Step[], where: Where) => Went;

/** Nothing happened, and it took no time. */
export function still(where: Where, value: JsonValue): Went {
  return { until: where.at, names: where.names, tries: [], value, ending: null };
}

/** The round within the rounds around it. */
export function roundOf({ rounds }: Where, index: number): string {
  return rounds === '' ? String(index) : `${rounds}.${index}`;
}
