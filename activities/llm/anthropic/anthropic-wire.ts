import Anthropic from '@anthropic-ai/sdk';
import { CodedError } from '../../../contracts/errors/index.ts';
import { type CompletionRequest, type LanguageModelSettings, temperatureOf, tokensOf } from '../language-model.ts';
import { createLimitedFetch } from '../wire/limited-fetch.ts';

/** The last version of the API that takes a temperature; the one that the client names by itself refuses it. */
const versionWithTemperature = '2023-06-01';

/** The client with our limits: no retries of its own, and never more than a small answer unless told. */
export function createAnthropicClient(settings: LanguageModelSettings, largest_bytes?: number): Anthropic {
  return new Anthropic({
    apiKey: settings.api_key,
    baseURL: settings.base_url,
    maxRetries: 0,
    timeout: settings.timeout_ms,
    fetch: createLimitedFetch(settings.fetch, largest_bytes),
    ...(settings.temperature === null ? {} : { defaultHeaders: { 'anthropic-version': versionWithTemperature } }),
  });
}

/** A question in the vendor's form. The client's types no longer know a temperature, so it is spread in. */
export function anthropicParams(settings: LanguageModelSettings, request: CompletionRequest) {
  const temperature = temperatureOf(settings, request);
  const sampling: object = temperature === null ? {} : { temperature };
  return {
    model: settings.model,
    max_tokens: request.max_output_tokens,
    system: request.system,
    messages: [{ role: 'user' as const, content: request.user }],
    output_config: { format: { type: 'json_schema' as const, schema: { ...request.schema } } },
    ...sampling,
  };
}

/** Reads an answer. Throws LLM_REFUSED unless it ended by itself, in text. */
export function readAnthropicMessage(answer: Anthropic.Message) {
  if (answer.stop_reason !== 'end_turn') {
    const { stop_reason } = answer;
    throw new CodedError('LLM_REFUSED', `Anthropic stopped with ${stop_reason}.`, { stop_reason });
  }
  const text = answer.content.map((block) => (block.type === 'text' ? block.text : '')).join('');
  const { input_tokens, output_tokens } = answer.usage;
  return { text, model: answer.model, input_tokens: tokensOf(input_tokens), output_tokens: tokensOf(output_tokens) };
}
