import type { z } from 'zod';
import type { languageModelConfig } from '../../contracts/config/index.ts';
import { createAnthropicModel } from './anthropic/anthropic-model.ts';
import type { LanguageModel } from './language-model.ts';
import { createOpenaiModel } from './openai/openai-model.ts';

const timeoutMs = 20_000;

/** The configured model: Anthropic when its key is set, else OpenAI; null when neither is, and the engine speaks alone. */
export function createLanguageModel(
  config: z.infer<typeof languageModelConfig>,
  deps: { readonly fetch: typeof globalThis.fetch; readonly timeout_ms?: number },
): LanguageModel | null {
  const common = { timeout_ms: deps.timeout_ms ?? timeoutMs, fetch: deps.fetch };
  if (config.ANTHROPIC_API_KEY !== undefined) {
    return createAnthropicModel({
      ...common,
      api_key: config.ANTHROPIC_API_KEY,
      base_url: config.ANTHROPIC_BASE_URL,
      model: config.ANTHROPIC_MODEL,
    });
  }
  if (config.OPENAI_API_KEY !== undefined) {
    return createOpenaiModel({
      ...common,
      api_key: config.OPENAI_API_KEY,
      base_url: config.OPENAI_BASE_URL,
      model: config.OPENAI_MODEL,
    });
  }
  return null;
}
