import type { SettledDecision } from '../../contracts/activity-envelope.ts';
import type { JsonObject, JsonValue } from '../../contracts/canonical-json.ts';
import type { ExecutionEnd } from '../../db/queries/executions.ts';

/** Whose execution it is. */
export type ReadModelKey = { readonly tenant_id: string; readonly execution_id: string };

/** A history of the execution begins; `continued` when the execution comes from an earlier one. */
export type StartNews = ReadModelKey & {
  readonly run_id: string;
  readonly continued: boolean;
  readonly at_ms: number;
};

/** How a step stands that no activity writes down. */
export type StepNews = ReadModelKey & {
  readonly step_id: string;
  readonly iteration: string;
  readonly kind: string;
  readonly summary: string;
  readonly line: number;
  readonly status: 'running' | 'completed' | 'skipped' | 'failed';
  readonly output: JsonValue;
  readonly error: { readonly code: string; readonly message: string; readonly details: JsonObject } | null;
  /** An earlier execution did it, and its output was taken over. */
  readonly reused?: true;
  readonly at_ms: number;
};

/** A timer runs, or is over. */
export type WaitNews = ReadModelKey & { readonly step_id: string; readonly waiting: boolean };

/** The execution is paused or goes on; `waiting` when a timer runs meanwhile. */
export type PauseNews = ReadModelKey & { readonly paused: boolean; readonly waiting: boolean };

/** What became of a decision that no activity settles. */
export type DecisionNews = ReadModelKey & SettledDecision;

/** How the execution ended. */
export type EndNews = ReadModelKey & Omit<ExecutionEnd, 'at'> & { readonly at_ms: number };

/** One thing that a workflow tells about itself. */
export type Report =
  | { readonly about: 'started'; readonly news: StartNews }
  | { readonly about: 'step'; readonly news: StepNews }
  | { readonly about: 'waiting'; readonly news: WaitNews }
  | { readonly about: 'paused'; readonly news: PauseNews }
  | { readonly about: 'decision'; readonly news: DecisionNews }
  | { readonly about: 'finished'; readonly news: EndNews };

/** Whether people may be looking at just this: a step on the way can be shown a moment later, an end or a wait cannot. */
export function isUrgent({ about }: Report): boolean {
  return about !== 'started' && about !== 'step';
}
