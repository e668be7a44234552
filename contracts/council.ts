import type { z } from 'zod';
import type { ModelMessage } from './agent-state.ts';
import type { ErrorCode } from './errors/index.ts';

/** A piece of retrieved text that an answer may rest on. Text from outside (`trusted: false`) is data, never an order. */
export type CouncilSource = {
  /** What claims cite. A web address counts by its registrable domain when independence is judged. */
  readonly source_id: string;
  readonly title: string;
  readonly text: string;
  readonly trusted: boolean;
};

/** One question to the council. `variables` and `sources` are all that a model is told; it answers from nothing else. */
export type CouncilRequest<Value> = {
  /** What the call is for, as recorded and as the routing table knows it: `critique`. */
  readonly task: string;
  /** A prompt of the registry; without a version the one in use for this tenant and campaign. */
  readonly prompt: { readonly name: string; readonly version?: string | undefined };
  readonly variables: Readonly<Record<string, string>>;
  /** More of the same, such as examples, for versions of the prompt that have a place for it; others go without. */
  readonly optional_variables?: Readonly<Record<string, string>> | undefined;
  readonly sources: readonly CouncilSource[];
  /** What the answer must be. An object with `text` and `source_ids` inside it is a claim, and is checked as one. */
  readonly schema: z.ZodType<Value>;
  /** After so many milliseconds the answer is `degraded`; never more than 25,000. */
  readonly deadline_ms: number;
  /** How many independent sources a claim needs to count as supported; 2 unless told. */
  readonly min_sources_per_claim?: number | undefined;
  /** True asks a second model whether the answer follows from the sources. */
  readonly verify?: boolean | undefined;
  /** Five or more asks for the larger model of each vendor. */
  readonly complexity_points?: number | undefined;
  /** Asks again although an earlier answer would serve. */
  readonly refresh?: boolean | undefined;
  /** Asks this configured model first. One that is not configured is LLM_UNAVAILABLE, and nobody is asked. */
  readonly model?: string | undefined;
  /** Asks nobody else when `model` has no usable answer, as a comparison of models or prompts needs it. */
  readonly model_only?: boolean | undefined;
  /**
   * Names what is analysed, without what changes from minute to minute. For an hour an answer to the same key serves again
   * although the text differs a little, if all its numbers stand in the new sources too.
   */
  readonly reuse_key?: string | undefined;
};

/** For whom a question is asked: what the ledger, the budget and the pinned prompt version go by. */
export type CouncilOwner = {
  readonly tenant_id: string;
  readonly execution_id: string | null;
  readonly campaign_id: string | null;
  readonly recommendation_id?: string | null | undefined;
  readonly signal: AbortSignal;
  /** Hears of every call once it is written down. */
  readonly told?: ((message: ToldMessage) => void) | undefined;
};

/** A message to a model as the council knows it; which step asked is known to whoever listens. */
export type ToldMessage = Omit<ModelMessage, 'step_id' | 'iteration'>;

/** What one member of the council thinks of the answer, with its reasons. */
export type CouncilVote = {
  readonly model: string;
  readonly role: 'generator' | 'verifier' | 'second_opinion';
  readonly agrees: boolean;
  readonly reasons: readonly string[];
};

/** A checked answer. `disagreed` as soon as one member does: `dissent` says why, and nothing may happen by itself. */
export type CouncilAnswered<Value> = {
  readonly status: 'answered';
  readonly value: Value;
  readonly model: string;
  readonly prompt_name: string;
  readonly prompt_version: string;
  readonly prompt_digest: string;
  readonly cached: boolean;
  readonly cost_usd: number;
  readonly verdict: 'agreed' | 'disagreed' | 'not_verified';
  readonly dissent: readonly string[];
  readonly votes: readonly CouncilVote[];
  /** Why nobody else looked at the answer; null when somebody did, or nobody was asked to. */
  readonly not_verified_because: string | null;
  /** Models that were asked before in vain, as `model:CODE`. */
  readonly fallback_from: readonly string[];
};

/** No usable answer: the deterministic text stands, and the code says why. */
export type CouncilDegraded = {
  readonly status: 'degraded';
  readonly code: ErrorCode;
  readonly reason: string;
  /** What was spent in vain, US dollars; nothing when left out. */
  readonly cost_usd?: number;
  /** True when the last answer had numbers or sources that nothing given says. */
  readonly invented?: boolean;
};

/** What came of a question. */
export type CouncilAnswer<Value> = CouncilAnswered<Value> | CouncilDegraded;

/**
 * The door to language models. It never throws for a fault of a model, a vendor, the budget or a prompt (that is `degraded`)
 * and never takes longer than the deadline.
 */
export type Council = {
  ask<Value>(request: CouncilRequest<Value>, owner: CouncilOwner): Promise<CouncilAnswer<Value>>;
};

/** A question that is in no hurry, so that it may wait for a vendor's batch. Nobody checks its answer but our own rules. */
export type CouncilQuestion<Value> = Omit<CouncilRequest<Value>, 'deadline_ms' | 'verify' | 'reuse_key'>;

/** How a batch is to be asked. */
export type BatchOrder = {
  /** What asks; a repeated attempt with the same key finds the batch that it had begun. */
  readonly batch_key: string;
  /** After so many milliseconds the batch is called off, and what it has not answered is degraded. */
  readonly patience_ms: number;
  /** Called at least every 30 seconds while there is nothing to do but wait. */
  readonly beat: () => void;
};

/**
 * The door for many questions at once that nobody waits for: a vendor answers them within a day at half the price. Where no
 * vendor with such an API has a key they are asked one by one. Never throws for a fault of a model: each question has an
 * answer of its own, in the order of the questions.
 */
export type CouncilBatch = {
  askMany<Value>(
    questions: readonly CouncilQuestion<Value>[],
    owner: CouncilOwner,
    order: BatchOrder,
  ): Promise<readonly CouncilAnswer<Value>[]>;
};
