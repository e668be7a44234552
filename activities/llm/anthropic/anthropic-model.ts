import type { LanguageModel, LanguageModelSettings } from '../language-model.ts';
import { vendorFailure } from '../wire/vendor-failure.ts';
import { createAnthropicBatch } from './anthropic-batch.ts';
import { anthropicParams, createAnthropicClient, readAnthropicMessage } from './anthropic-wire.ts';

/** Anthropic's Messages API (https://docs.claude.com/en/api/messages) with structured output; one request, no retries. */
export function createAnthropicModel(settings: LanguageModelSettings): LanguageModel {
  const client = createAnthropicClient(settings);
  return {
    vendor: 'anthropic',
    model: settings.model,
    temperature: settings.temperature,
    batch: createAnthropicBatch(settings),
    complete: async (request) => {
      try {
        const params = anthropicParams(settings, request);
        return readAnthropicMessage(await client.messages.create(params, { signal: request.signal }));
      } catch (error) {
        throw vendorFailure('Anthropic', error);
      }
    },
  };
}
