import type { JsonObject, JsonValue } from '../../contracts/canonical-json.ts';

/** One attempt of an activity, as a worker would get it. `now_ms` is the virtual time. */
export type StageCall = {
  readonly workflow_id: string;
  readonly activity_type: string;
  readonly args: readonly JsonValue[];
  /** From 1; a failed attempt is repeated as the retry policy of the call says. */
  readonly attempt: number;
  readonly now_ms: number;
};

/** What comes of an attempt, `after_ms` of virtual time later. `silence` never answers: the call ends with its time-out. */
export type StageAnswer =
  | { readonly kind: 'value'; readonly value: JsonValue; readonly after_ms?: number }
  | {
      readonly kind: 'failure';
      /** The type of the failure: a code of the closed list. */
      readonly code: string;
      readonly message: string;
      readonly details?: JsonObject;
      readonly retryable: boolean;
      readonly after_ms?: number;
    }
  | { readonly kind: 'silence' };

/** Something that reaches an execution from outside. */
export type Happening =
  | {
      readonly kind: 'signal';
      readonly workflow_id: string;
      readonly name: string;
      readonly args: readonly JsonValue[];
    }
  | { readonly kind: 'cancel'; readonly workflow_id: string };

/** Lets a script make things happen later. */
export type Director = { after(delay_ms: number, happening: Happening): void };

/** The world around the executions: it answers activities, at once and without I/O, and may hear what sinks are told. */
export type Script = {
  answer(call: StageCall, director: Director): StageAnswer;
  readonly report?: ((report: SinkReport) => void) | undefined;
};

/** What is played: a workflow as a client starts it. `deliver: together` hands over all that happens at one moment at once. */
export type Play = {
  readonly workflow_id: string;
  readonly workflow_type: string;
  readonly args: readonly JsonValue[];
  readonly starts_at_ms: number;
  readonly execution_timeout_ms: number;
  readonly deliver?: 'singly' | 'together';
  readonly happenings?: readonly { readonly at_ms: number; readonly happening: Happening }[];
};

/** How an execution ended. `stuck`: nothing is left that could happen. `broken`: a task failed, which a server would repeat for ever. */
export type Ending =
  | { readonly kind: 'returned'; readonly value: JsonValue }
  | { readonly kind: 'failed'; readonly code: string; readonly message: string; readonly details: JsonValue }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'timed_out' }
  | { readonly kind: 'stuck' }
  | { readonly kind: 'broken'; readonly message: string };

/** A call to a sink, with the moment at which it was made. */
export type SinkReport = {
  readonly sink: string;
  readonly args: readonly unknown[];
  readonly at_ms: number;
};
