import OpenAI from 'openai';
import { CodedError } from '../../../contracts/errors/index.ts';
import { type CompletionRequest, type LanguageModelSettings, temperatureOf, tokensOf } from '../language-model.ts';
import { createLimitedFetch } from '../wire/limited-fetch.ts';

/** The vendors that speak this API, by the names that people know. */
export const names = { openai: 'OpenAI', xai: 'xAI' } as const;

/** The client with our limits: no retries of its own, and never more than a small answer unless told. */
export function createOpenaiClient(settings: LanguageModelSettings, largest_bytes?: number): OpenAI {
  return new OpenAI({
    apiKey: settings.api_key,
    baseURL: settings.base_url,
    maxRetries: 0,
    timeout: settings.timeout_ms,
    fetch: createLimitedFetch(settings.fetch, largest_bytes),
  });
}

/** A question in the vendor's form. */
export function openaiParams(settings: LanguageModelSettings, request: CompletionRequest) {
  const temperature = temperatureOf(settings, request);
  return {
    model: settings.model,
    max_completion_tokens: request.max_output_tokens,
    ...(temperature === null ? {} : { temperature }),
    messages: [
      { role: 'system' as const, content: request.system },
      { role: 'user' as const, content: request.user },
    ],
    response_format: {
      type: 'json_schema' as const,
      json_schema: { name: request.task, strict: true, schema: { ...request.schema } },
    },
  };
}

/** What is read of an answer. */
type Answered = {
  readonly model: string;
  readonly choices: readonly {
    readonly finish_reason: string;
    readonly message: { readonly content: string | null; readonly refusal?: string | null | undefined };
  }[];
  readonly usage?: { readonly prompt_tokens: number; readonly completion_tokens: number } | null | undefined;
};

/** Reads an answer. Throws LLM_REFUSED unless it ended by itself, in text. */
export function readOpenaiCompletion(vendor: 'openai' | 'xai', answer: Answered) {
  const choice = answer.choices[0];
  if (choice?.finish_reason !== 'stop' || !choice.message.content) {
    const finish_reason = choice?.message.refusal ? 'refusal' : (choice?.finish_reason ?? 'nothing');
    throw new CodedError('LLM_REFUSED', `${names[vendor]} stopped with ${finish_reason}.`, { finish_reason });
  }
  return {
    text: choice.message.content,
    model: answer.model,
    input_tokens: tokensOf(answer.usage?.prompt_tokens),
    output_tokens: tokensOf(answer.usage?.completion_tokens),
  };
}
