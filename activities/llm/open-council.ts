import { createHmac } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ActionContext } from '../../contracts/action-handler.ts';
import { keysOf } from '../../contracts/config/keys.ts';
import type { Council, CouncilBatch } from '../../contracts/council.ts';
import { type Database, withTenant } from '../../db/connect.ts';
import { readKnownNames } from '../../db/queries/known-names.ts';
import { createCouncil } from './council/create-council.ts';
import { configuredModels, type LanguageModelConfig } from './models/configured-models.ts';
import { createPersonalDataGuard } from './outgoing/personal-data.ts';
import { createPromptRegistry, type PromptRegistry } from './prompts/index.ts';
import type { Patience } from './wire/with-retries.ts';

/** What the worker hands in. */
export type OpenCouncilDependencies = {
  readonly database: Database;
  readonly config: LanguageModelConfig & { readonly MBI_CREDENTIALS_KEY: string };
  readonly fetch: typeof globalThis.fetch;
  readonly clock: { now(): Date };
  readonly log: ActionContext['log'];
  readonly registry?: PromptRegistry;
  readonly patience?: Patience;
};

const patience: Patience = {
  wait: (milliseconds, signal) => sleep(milliseconds, undefined, { signal }).catch(() => undefined),
  random: Math.random,
  now: () => performance.now(),
};

/**
 * The council of the configured models, or null when no vendor has a key: then the deterministic engine speaks alone.
 * Throws CONFIG_INVALID when one model is named both to write and to check.
 */
export function openCouncil(deps: OpenCouncilDependencies): (Council & CouncilBatch) | null {
  const models = configuredModels(deps.config, deps.fetch);
  if (models.length === 0) return null;
  const { MBI_LLM_GENERATOR: generator, MBI_LLM_VERIFIER: verifier, MBI_CREDENTIALS_KEY: keys } = deps.config;
  const [key] = keysOf(keys);
  // Hashes of one tenant must say nothing about those of another, so each has a salt of its own.
  const saltOf = (tenant_id: string) => createHmac('sha256', key).update(`personal-data:${tenant_id}`).digest('hex');
  const guardOf = async (tenant_id: string) => {
    const known_names = await withTenant(deps.database, tenant_id, readKnownNames);
    return createPersonalDataGuard({ salt: saltOf(tenant_id), known_names });
  };
  const registry = deps.registry ?? createPromptRegistry();
  const { TRACING_ENABLED: enabled, TRACING_PROJECT: project, MBI_ENVIRONMENT: environment } = deps.config;
  const tracing = { enabled, project, environment };
  return createCouncil({ patience, ...deps, models, generator, verifier, registry, guardOf, tracing });
}
