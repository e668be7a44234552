import type { z } from 'zod';
import type { languageModelConfig } from '../../../contracts/config/index.ts';
import { CodedError } from '../../../contracts/errors/index.ts';
import { createAnthropicModel } from '../anthropic/anthropic-model.ts';
import type { LanguageModel, Vendor } from '../language-model.ts';
import { createOpenaiModel } from '../openai/openai-model.ts';

/** The settings of language models as read from the environment. */
export type LanguageModelConfig = z.infer<typeof languageModelConfig>;

/** A model that has a key. `alias` is what routing tables and people call it; vendors retire ids, aliases stay. */
export type ConfiguredModel = LanguageModel & {
  readonly alias: string;
  readonly size: 'usual' | 'large';
};

/** How long one request may take at most; calls are cut off earlier by the deadline of the question. */
const longestRequestMs = 25_000;

/**
 * Every model that has a key, in the order Grok, Claude, GPT, larger ones after the usual one of the same vendor.
 * Throws CONFIG_INVALID when one model is named both to write and to check, or when a named one has no key.
 */
export function configuredModels(
  config: LanguageModelConfig,
  fetch: typeof globalThis.fetch,
): readonly ConfiguredModel[] {
  const bare = new Set(config.MBI_LLM_WITHOUT_TEMPERATURE.split(',').map((name) => name.trim()));
  const make = (
    vendor: Vendor,
    key: string | undefined,
    base_url: string | undefined,
    model: string | undefined,
    size: ConfiguredModel['size'],
    alias = model,
  ) => {
    if (key === undefined || model === undefined || alias === undefined) return [];
    const temperature = bare.has(model) || bare.has(alias) ? null : config.MBI_LLM_TEMPERATURE;
    const settings = { api_key: key, base_url, model, temperature, timeout_ms: longestRequestMs, fetch };
    const adapter = vendor === 'anthropic' ? createAnthropicModel(settings) : createOpenaiModel(settings, vendor);
    return [{ ...adapter, alias, size }];
  };
  const { XAI_API_KEY, ANTHROPIC_API_KEY, ANTHROPIC_BASE_URL, OPENAI_API_KEY, OPENAI_BASE_URL } = config;
  const models = [
    ...make('xai', XAI_API_KEY, config.XAI_BASE_URL, config.XAI_MODEL, 'usual', 'grok-2'),
    ...make('anthropic', ANTHROPIC_API_KEY, ANTHROPIC_BASE_URL, config.ANTHROPIC_MODEL, 'usual'),
    ...make('anthropic', ANTHROPIC_API_KEY, ANTHROPIC_BASE_URL, config.ANTHROPIC_LARGE_MODEL, 'large'),
    ...make('openai', OPENAI_API_KEY, OPENAI_BASE_URL, config.OPENAI_MODEL, 'usual'),
    ...make('openai', OPENAI_API_KEY, OPENAI_BASE_URL, config.OPENAI_LARGE_MODEL, 'large'),
  ];
  checkRoles(config, models);
  return models;
}

/** Tells whether a name, id or alias, means this model. */
export function isNamed(model: ConfiguredModel, name: string | undefined): boolean {
  return name !== undefined && (model.alias === name || model.model === name);
}

function checkRoles(config: LanguageModelConfig, models: readonly ConfiguredModel[]): void {
  const refuse = (problem: string) => {
    throw new CodedError('CONFIG_INVALID', `The configuration is not valid:\n  ${problem}`, { problems: [problem] });
  };
  const { MBI_LLM_GENERATOR: generator, MBI_LLM_VERIFIER: verifier } = config;
  const named = (name: string | undefined) => models.find((model) => isNamed(model, name));
  for (const [variable, name] of Object.entries({ MBI_LLM_GENERATOR: generator, MBI_LLM_VERIFIER: verifier })) {
    if (name !== undefined && named(name) === undefined) refuse(`${variable}: no configured model is called ${name}`);
  }
  if (verifier !== undefined && named(verifier)?.model === named(generator)?.model) {
    refuse('MBI_LLM_VERIFIER: the model that checks an answer must be another one than MBI_LLM_GENERATOR');
  }
  if (verifier !== undefined && models.every((model) => model.model === named(verifier)?.model)) {
    refuse('MBI_LLM_VERIFIER: there is no other model that could write what this one checks');
  }
}
