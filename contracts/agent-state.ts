import type { z } from 'zod';
import type { JsonValue } from './canonical-json.ts';
import type { stepStatusSchema } from './execution.ts';
import type { StepKind } from './plan/index.ts';

/** A step that is at work; times in milliseconds since the epoch, by the workflow's clock. */
export type StepAtWork = {
  readonly step_id: string;
  /** '' outside loops, else the path of loop indices such as '1'. */
  readonly iteration: string;
  readonly kind: StepKind;
  readonly name: string;
  readonly since_ms: number;
};

/** A step that has ended. What it gave is cut where it is large: each cut part is `{omitted_characters}`. */
export type EndedStep = {
  readonly step_id: string;
  readonly iteration: string;
  readonly kind: StepKind;
  readonly status: Extract<z.infer<typeof stepStatusSchema>, 'completed' | 'skipped' | 'failed'>;
  readonly error_code: string | null;
  readonly at_ms: number;
  readonly output: JsonValue;
};

/**
 * One message to a language model and what it answered, as a reference: the text behind it is read with the right
 * `models:trace` under `call_id`. `status` is `answered`, `cached`, or the code of why there is no usable answer.
 */
export type ModelMessage = {
  readonly call_id: string;
  /** The step that asked, and its round. */
  readonly step_id: string;
  readonly iteration: string;
  readonly task: string;
  /** Who spoke: `generator` or `verifier`. */
  readonly role: string;
  readonly model: string;
  readonly prompt_name: string;
  readonly prompt_version: string;
  readonly prompt_hash: string;
  readonly output_hash: string | null;
  readonly status: string;
  /** An earlier answer served. */
  readonly cached: boolean;
};

/**
 * The answer of the query `agent_state`, which every execution gives at any moment, also after its end: what is at work, and
 * what each ended step gave, in the order in which they ended. Of very many steps only the newest are told.
 */
export type AgentState = {
  readonly execution_id: string;
  readonly playbook_id: string;
  readonly paused: boolean;
  readonly at_work: readonly StepAtWork[];
  readonly ended: readonly EndedStep[];
  /** Ended steps that are not told because there were too many. */
  readonly left_out: number;
  /** Every message to a model, in the order in which the steps that asked ended. Messages are added, never replaced. */
  readonly messages: readonly ModelMessage[];
};

/** Name of the query. */
export const agentStateQuery = 'agent_state';
