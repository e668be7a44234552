import Anthropic from '@anthropic-ai/sdk';
import { CodedError } from '../../../contracts/errors/index.ts';
import type { LanguageModel, LanguageModelSettings } from '../language-model.ts';
import { vendorFailure } from '../vendor-failure.ts';

/** Anthropic's Messages API (https://docs.claude.com/en/api/messages) with structured output; one request, no retries. */
export function createAnthropicModel(settings: LanguageModelSettings): LanguageModel {
  const client = new Anthropic({
    apiKey: settings.api_key,
    baseURL: settings.base_url,
    maxRetries: 0,
    timeout: settings.timeout_ms,
    fetch: settings.fetch,
  });
  return {
    vendor: 'anthropic',
    model: settings.model,
    complete: async (request) => {
      try {
        const answer = await client.messages.create(
          {
            model: settings.model,
            max_tokens: request.max_output_tokens,
            system: request.system,
            messages: [{ role: 'user', content: request.user }],
            output_config: { format: { type: 'json_schema', schema: { ...request.schema } } },
          },
          { signal: request.signal },
        );
        if (answer.stop_reason !== 'end_turn') {
          throw new CodedError('LLM_REFUSED', `Anthropic stopped with ${answer.stop_reason}.`, {
            stop_reason: answer.stop_reason,
          });
        }
        const text = answer.content.map((block) => (block.type === 'text' ? block.text : '')).join('');
        const { input_tokens, output_tokens } = answer.usage;
        return { text, model: answer.model, input_tokens, output_tokens };
      } catch (error) {
        throw vendorFailure('Anthropic', error);
      }
    },
  };
}
