import type { ErrorCode } from '../errors/index.ts';
import type { Expression, Template } from './expression.ts';
import type { ApprovalPolicy } from './policies.ts';

/** What every step has. `line` is where it stands in the YAML. `condition` false means the step is skipped. */
type StepBase = {
  readonly id: string;
  readonly line: number;
  readonly name: string | null;
  readonly condition: Expression | null;
};

/** Calls one agent action as one Temporal activity (two when it writes: plan, then apply). */
export type ActionStep = StepBase & {
  readonly kind: 'action';
  readonly action_id: string;
  readonly effect: 'read' | 'propose' | 'write' | 'notify';
  readonly summary: string;
  readonly params: Readonly<Record<string, Template>>;
  readonly output: string | null;
  /** Set when this step always asks, whatever the guardrails say. The resolved default policy is on the plan. */
  readonly approval: ApprovalPolicy | null;
  readonly retry: {
    readonly max_attempts: number;
    readonly initial_interval_seconds: number;
    readonly backoff_coefficient: number;
    readonly max_interval_seconds: number;
    readonly non_retryable: readonly ErrorCode[];
  };
  readonly timeout_seconds: number;
  readonly heartbeat_seconds: number | null;
  /** `compensate`: undo every change that this execution applied, newest first, then fail. */
  readonly on_error: 'fail' | 'continue' | 'compensate';
};

/** A gate of its own, not tied to a change. */
export type ApprovalStep = StepBase & {
  readonly kind: 'approval';
  readonly approval: ApprovalPolicy;
  readonly output: string | null;
};

/** Branches that run at once. */
export type ParallelStep = StepBase & {
  readonly kind: 'parallel';
  readonly branches: readonly (readonly Step[])[];
  readonly join: 'all' | 'any';
};

/** Cases tried in order; `otherwise` when none holds. */
export type SwitchStep = StepBase & {
  readonly kind: 'switch';
  readonly cases: readonly { readonly when: Expression; readonly line: number; readonly steps: readonly Step[] }[];
  readonly otherwise: readonly Step[];
};

/** The same steps for each item of a list; `as` names the item. `output` gathers what the last step of each round gave. */
export type ForEachStep = StepBase & {
  readonly kind: 'for_each';
  readonly items: Expression;
  readonly as: string;
  readonly max_parallel: number;
  readonly on_item_error: 'fail' | 'continue';
  readonly steps: readonly Step[];
  readonly output: string | null;
};

/** Names new variables; costs no history event. */
export type SetStep = StepBase & {
  readonly kind: 'set';
  readonly values: Readonly<Record<string, Template>>;
};

/**
 * The same steps again and again in one frame of variables, at most `max_iterations` rounds. `while` is asked before each
 * round, `until` after it; exactly one of the two is set. `as` names the number of the round, from 0. When the cap is
 * reached first, `on_limit` says whether that fails (LOOP_LIMIT_REACHED) or is accepted.
 */
export type RepeatStep = StepBase & {
  readonly kind: 'repeat';
  readonly while: Expression | null;
  readonly until: Expression | null;
  readonly as: string;
  readonly max_iterations: number;
  readonly on_limit: 'fail' | 'continue';
  readonly steps: readonly Step[];
};

/**
 * Steps whose failure is caught: `error` {code, message, step_id, details} is in scope of `catches` (the first whose
 * `when` holds, or that has none) and of their steps. `finally` runs in any case, also on stop and cancellation.
 */
export type TryStep = StepBase & {
  readonly kind: 'try';
  readonly steps: readonly Step[];
  readonly catches: readonly {
    readonly when: Expression | null;
    readonly line: number;
    readonly steps: readonly Step[];
  }[];
  readonly finally: readonly Step[];
};

/** A child execution of another playbook, awaited; `output` is {execution_id, status, result, outputs}. Depth is bounded. */
export type PlaybookStep = StepBase & {
  readonly kind: 'playbook';
  readonly playbook_id: string;
  readonly inputs: Readonly<Record<string, Template>>;
  readonly output: string | null;
};

/** Opening hours: a pause that would end outside them ends when they next begin. Dates and hours are those of `timezone`. */
export type BusinessCalendar = {
  readonly timezone: string;
  /** 1 = Monday … 7 = Sunday. */
  readonly days: readonly number[];
  /** Minutes since midnight: [from, to). */
  readonly from_minute: number;
  readonly to_minute: number;
  /** ISO dates. */
  readonly holidays: readonly string[];
};

/**
 * A durable pause: for a time, for business days, until a moment, or until an event of a name arrives whose `event`
 * {name, data} makes `match` true. Only the last has an output: {name, data}, or null when `on_timeout` is continue.
 */
export type WaitStep = StepBase & {
  readonly kind: 'wait';
  readonly wait:
    | { readonly kind: 'for'; readonly seconds: number; readonly calendar?: BusinessCalendar | null | undefined }
    | { readonly kind: 'business_days'; readonly days: number; readonly calendar: BusinessCalendar }
    | { readonly kind: 'until'; readonly until: Expression; readonly calendar?: BusinessCalendar | null | undefined }
    | {
        readonly kind: 'event';
        readonly event: string;
        readonly match: Expression | null;
        readonly timeout_seconds: number;
        readonly on_timeout: 'fail' | 'continue';
      };
  readonly output?: string | null | undefined;
};

/** Ends the execution here with a status and a result. */
export type StopStep = StepBase & {
  readonly kind: 'stop';
  readonly status: 'completed' | 'failed' | 'cancelled';
  readonly result: Template | null;
};

/** A step of a plan; the kind is the tag. */
export type Step =
  | ActionStep
  | ApprovalStep
  | ParallelStep
  | SwitchStep
  | ForEachStep
  | RepeatStep
  | TryStep
  | PlaybookStep
  | SetStep
  | WaitStep
  | StopStep;

/** The kinds that exist. Adding one makes every exhaustive switch fail to compile until it knows it. */
export type StepKind = Step['kind'];
