import type { Place } from './node.ts';

/** What went wrong with an expression; the compiler turns each kind into a diagnostic code. */
export type FaultKind =
  | 'syntax'
  | 'limit'
  | 'function'
  | 'pattern'
  | 'forbidden_name'
  | 'unknown_name'
  | 'unknown_field'
  | 'maybe_absent'
  | 'type'
  | 'arithmetic';

/**
 * One thing that is wrong with an expression, found while parsing, checking or evaluating.
 * `message` is a plain sentence that never contains a value; `fix` says what to write instead.
 */
export class ExpressionFault extends Error {
  readonly kind: FaultKind;
  readonly fix: string;
  readonly place: Place;
  /** What could have stood there, for a did-you-mean. */
  readonly choices: readonly string[];

  constructor(kind: FaultKind, message: string, fix: string, place: Place, choices: readonly string[] = []) {
    super(message);
    this.name = 'ExpressionFault';
    this.kind = kind;
    this.fix = fix;
    this.place = { start: place.start, end: place.end };
    this.choices = choices;
  }
}
