import type { LanguageModel, LanguageModelSettings } from '../language-model.ts';
import { vendorFailure } from '../wire/vendor-failure.ts';
import { createOpenaiBatch } from './openai-batch.ts';
import { createOpenaiClient, names, openaiParams, readOpenaiCompletion } from './openai-wire.ts';

/**
 * OpenAI's Chat Completions API (https://platform.openai.com/docs/api-reference/chat) with structured output: the shape
 * that compatible endpoints such as xAI's speak too. One request, no retries.
 */
export function createOpenaiModel(settings: LanguageModelSettings, vendor: 'openai' | 'xai' = 'openai'): LanguageModel {
  const client = createOpenaiClient(settings);
  return {
    vendor,
    model: settings.model,
    temperature: settings.temperature,
    // What speaks the shape of OpenAI seldom has its files and batches; its own endpoint may be another one all the same.
    ...(vendor === 'openai' ? { batch: createOpenaiBatch(settings) } : {}),
    complete: async (request) => {
      try {
        const params = openaiParams(settings, request);
        return readOpenaiCompletion(vendor, await client.chat.completions.create(params, { signal: request.signal }));
      } catch (error) {
        throw vendorFailure(names[vendor], error);
      }
    },
  };
}
