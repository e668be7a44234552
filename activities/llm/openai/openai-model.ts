import OpenAI from 'openai';
import { CodedError } from '../../../contracts/errors/index.ts';
import type { LanguageModel, LanguageModelSettings } from '../language-model.ts';
import { vendorFailure } from '../vendor-failure.ts';

/**
 * OpenAI's Chat Completions API (https://platform.openai.com/docs/api-reference/chat) with structured output: the shape
 * that compatible endpoints speak too. One request, no retries.
 */
export function createOpenaiModel(settings: LanguageModelSettings): LanguageModel {
  const client = new OpenAI({
    apiKey: settings.api_key,
    baseURL: settings.base_url,
    maxRetries: 0,
    timeout: settings.timeout_ms,
    fetch: settings.fetch,
  });
  return {
    vendor: 'openai',
    model: settings.model,
    complete: async (request) => {
      try {
        const answer = await client.chat.completions.create(
          {
            model: settings.model,
            max_completion_tokens: request.max_output_tokens,
            messages: [
              { role: 'system', content: request.system },
              { role: 'user', content: request.user },
            ],
            response_format: {
              type: 'json_schema',
              json_schema: { name: request.task, strict: true, schema: { ...request.schema } },
            },
          },
          { signal: request.signal },
        );
        const choice = answer.choices[0];
        if (choice?.finish_reason !== 'stop' || !choice.message.content) {
          const finish_reason = choice?.message.refusal ? 'refusal' : (choice?.finish_reason ?? 'nothing');
          throw new CodedError('LLM_REFUSED', `OpenAI stopped with ${finish_reason}.`, { finish_reason });
        }
        return {
          text: choice.message.content,
          model: answer.model,
          input_tokens: answer.usage?.prompt_tokens ?? 0,
          output_tokens: answer.usage?.completion_tokens ?? 0,
        };
      } catch (error) {
        throw vendorFailure('OpenAI', error);
      }
    },
  };
}
