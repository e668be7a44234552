import type { VendorBatch } from './batch/vendor-batch.ts';

/** The vendors that a key can be given for. `xai` speaks the API of OpenAI under an address of its own. */
export type Vendor = 'anthropic' | 'openai' | 'xai';

/** What a model is asked. `user` holds third-party text only inside a fenced data block; `schema` is JSON Schema. */
export type CompletionRequest = {
  /** What the call is for, as recorded: `word_recommendation`. */
  readonly task: string;
  readonly system: string;
  readonly user: string;
  readonly schema: Readonly<Record<string, unknown>>;
  readonly max_output_tokens: number;
  /** What the prompt asks for, 0 to 0.2; the configured one when left out. */
  readonly temperature?: number | undefined;
  readonly signal?: AbortSignal | undefined;
};

/** What a model answered. `text` is as it came: unchecked. */
export type Completion = {
  readonly text: string;
  readonly model: string;
  readonly input_tokens: number;
  readonly output_tokens: number;
};

/**
 * The port to a language model. One request, no retries of its own, an answer within the time limit or a CodedError:
 * LLM_UNAVAILABLE (may work later, with `retryAfterSeconds` when the vendor says so), LLM_SPEND_LIMIT, LLM_REFUSED,
 * LLM_SAMPLING_REFUSED or LLM_ANSWER_TOO_LARGE (will not).
 */
export type LanguageModel = {
  readonly vendor: Vendor;
  readonly model: string;
  /** What every call asks for; null when the model refuses the setting and is allowed all the same. */
  readonly temperature: number | null;
  complete(request: CompletionRequest): Promise<Completion>;
  /** For questions that nobody waits for; none where the vendor has no such API. */
  readonly batch?: VendorBatch;
};

/** How an adapter is set up. The key never leaves it. */
export type LanguageModelSettings = {
  readonly api_key: string;
  readonly base_url: string | undefined;
  readonly model: string;
  readonly timeout_ms: number;
  /** 0 to 0.2, or null to send none. */
  readonly temperature: number | null;
  readonly fetch: typeof globalThis.fetch;
};

/** No call that we make comes near so many tokens. */
const mostTokens = 10_000_000;

/** A count of tokens as a vendor says it; 0, which is unknown, for anything that no count can be. */
export function tokensOf(said: unknown): number {
  return typeof said === 'number' && Number.isInteger(said) && said > 0 && said <= mostTokens ? said : 0;
}

/** The temperature of a request, never above 0.2; null when this model is sent none. */
export function temperatureOf(
  settings: Pick<LanguageModelSettings, 'temperature'>,
  request: Pick<CompletionRequest, 'temperature'>,
): number | null {
  return settings.temperature === null ? null : Math.min(request.temperature ?? settings.temperature, 0.2);
}
