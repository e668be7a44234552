import { ExpressionFault, type FaultKind } from './fault.ts';
import { Moment, Span, type Value } from './values.ts';

/** What a function may take or give, as the checker sees it. `same_number` keeps integers integers. */
export type Slot =
  | 'any'
  | 'string'
  | 'number'
  | 'integer'
  | 'boolean'
  | 'timestamp'
  | 'duration'
  | 'list'
  | 'map'
  | 'list_of_strings'
  | 'same_number';

/**
 * One function of the language. `on` is the kind it is called on (`x.name()`), null for `name(x)`.
 * `run` gets the receiver first when there is one; an optional argument that is not given is undefined.
 */
export type FunctionRow = {
  readonly name: string;
  readonly on: Slot | null;
  readonly takes: readonly Slot[];
  readonly optional?: readonly Slot[];
  /** What every item of the list must be that it is called on. */
  readonly items?: 'number' | 'string';
  readonly gives: Slot;
  readonly run: (...args: readonly unknown[]) => Value;
};

/** Keeps a list of functions typed as rows. */
export function defineFunctions(rows: readonly FunctionRow[]): readonly FunctionRow[] {
  return rows;
}

const nowhere = { start: 0, end: 0 };

/** A fault of a function's own; the evaluator adds the place of the call. */
export function wrong(message: string, fix: string, kind: FaultKind = 'type'): ExpressionFault {
  return new ExpressionFault(kind, message, fix, nowhere);
}

/** The value as a text. */
export function text(value: unknown): string {
  if (typeof value === 'string') return value;
  throw wrong('a text is needed here', 'Use string(…) to turn a number into a text.');
}

/** The value as a number. */
export function amount(value: unknown): number {
  if (typeof value === 'number') return value;
  throw wrong('a number is needed here', 'Use double(…) to read a number from a text.');
}

/** The value as a list. */
export function items(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw wrong('a list is needed here', 'Give a list such as [1, 2].');
}

/** The value as milliseconds since the epoch. */
export function moment(value: unknown): number {
  if (value instanceof Moment) return value.ms;
  throw wrong('a timestamp is needed here', 'Use timestamp(…) to read one from a text.');
}

/** The value as a length in milliseconds. */
export function span(value: unknown): number {
  if (value instanceof Span) return value.ms;
  throw wrong('a duration is needed here', 'Use duration("3d") to write one.');
}
