import type { JsonObject, JsonValue } from '../../contracts/canonical-json.ts';
import type { ExecutionInput, ExecutionResult } from '../../contracts/execution.ts';
import type { Place } from '../compiler/source-node.ts';

/** A test file as it was read: which playbook, and what is tried with it. */
export type TestFile = {
  /** The playbook's file, from the folder of the test file. */
  readonly playbook: string;
  readonly people: readonly Person[];
  readonly cases: readonly TestCase[];
  readonly untestable: readonly Excuse[];
};

/** A way that no execution can go. */
export type Excuse = { readonly line: number; readonly step: string; readonly way: string; readonly because: string };

/** Somebody who may be asked besides those that every test has. */
export type Person = {
  readonly name: string;
  readonly email: string | null;
  readonly roles: readonly string[];
  readonly groups: readonly string[];
};

/** One try of the playbook. `line` is where it stands. What is given for all cases has been put in. */
export type TestCase = {
  readonly name: string;
  readonly line: number;
  readonly inputs: JsonObject;
  readonly context: JsonObject;
  readonly entity: ExecutionInput['entity'];
  readonly mode: ExecutionInput['mode'];
  readonly starts_at_ms: number;
  readonly mocks: readonly Mock[];
  readonly events: readonly TestEvent[];
  readonly decisions: readonly TestDecision[];
  readonly expect: Expectation;
};

/** Stands in for an action, in one step or in all. The answers are given one after the other, the last again and again. */
export type Mock = {
  readonly place: Place;
  readonly line: number;
  readonly action: string | null;
  readonly step: string | null;
  readonly answers: readonly Answer[];
  readonly takes_seconds: number;
  /** How many pieces of work it answers before the next mock that fits; null for all. */
  readonly times: number | null;
};

/** What a mocked action does. `changes`: a write against the state before; what it sets comes from its parameters or `after`. */
export type Answer =
  | { readonly kind: 'returns'; readonly value: JsonValue }
  | { readonly kind: 'fails'; readonly code: string; readonly message: string; readonly details: JsonObject }
  | { readonly kind: 'never' }
  | {
      readonly kind: 'changes';
      readonly before: JsonObject;
      readonly after: JsonObject;
      readonly currency: string;
      readonly facts: JsonObject;
    };

/** Something that happens from outside, `after_seconds` from the start. */
export type TestEvent =
  | { readonly kind: 'event'; readonly after_seconds: number; readonly name: string; readonly data: JsonValue }
  | { readonly kind: 'cancel'; readonly after_seconds: number; readonly compensate: boolean };

/** What a person says at a gate, `after_seconds` from when that was asked. */
export type TestDecision = {
  readonly line: number;
  readonly step: string;
  readonly after_seconds: number;
  readonly as: string;
  readonly decision: 'approve' | 'reject' | 'withdraw';
  readonly edits: JsonObject | null;
  readonly reason: string | null;
  /** Which question at this step it answers, from 1: a changed plan and an escalation ask again. */
  readonly question: number;
  /** Whether it has to count; false says that it must be refused. */
  readonly counts: boolean;
};

/** What must have happened. What is null or empty is not looked at. `lines` says where each part stands. */
export type Expectation = {
  readonly lines: Readonly<Record<string, number>>;
  readonly status: ExecutionResult['status'] | null;
  readonly result: { readonly value: JsonValue } | null;
  readonly outputs: JsonObject | null;
  readonly error: string | null;
  readonly path: readonly string[] | null;
  readonly includes: readonly string[];
  readonly excludes: readonly string[];
  readonly calls: readonly ExpectedCall[];
  /** Daily money that was moved, in major units. */
  readonly moved: number | null;
  readonly lasts_seconds: number | null;
  readonly waits: readonly { readonly line: number; readonly step: string; readonly seconds: number | null }[];
  readonly notifications: readonly ExpectedNotification[];
};

/** Work of an action that must have been done: `times` counts pieces of work, not tries. */
export type ExpectedCall = {
  readonly line: number;
  readonly action: string | null;
  readonly step: string | null;
  readonly params: JsonObject | null;
  readonly times: number | null;
};

/** Something that people must have been told: a question at a gate, or an action that tells them. */
export type ExpectedNotification = {
  readonly line: number;
  readonly step: string;
  readonly title: string | null;
  readonly to: readonly string[] | null;
  readonly params: JsonObject | null;
};
