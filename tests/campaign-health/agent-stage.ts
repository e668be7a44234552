import { randomUUID } from 'node:crypto';
import { prepareAdapters } from '../../activities/ad-platforms/platforms.action.ts';
import { createAllHandlers } from '../../activities/handlers.ts';
import type { Knowledge } from '../../activities/knowledge/create-knowledge.ts';
import type { ActionContext } from '../../contracts/action-handler.ts';
import type { CallOrigin } from '../../contracts/activity-envelope.ts';
import { credentialsConfig, languageModelConfig } from '../../contracts/config/index.ts';
import { readConfig } from '../../contracts/config/read-config.ts';
import type { Database } from '../../db/connect.ts';
import { runAction } from '../harness/run-action.ts';

/** The actions as the worker has them, called one by one as the envelope does, without Temporal. */
export type AgentStage = {
  run(action: string, params: object, origin?: Partial<CallOrigin>): Promise<unknown>;
  readonly warnings: readonly string[];
};

/** Wires the real handlers to a database and to the addresses in `environment`. */
export function createAgentStage(deps: {
  readonly database: Database;
  readonly tenant_id: string;
  readonly execution_id?: string;
  readonly now?: () => Date;
  readonly environment?: Readonly<Record<string, string>>;
  readonly knowledge?: Knowledge;
}): AgentStage {
  const warnings: string[] = [];
  const log: ActionContext['log'] = { info: () => undefined, warn: (_, message) => void warnings.push(message) };
  const settings = credentialsConfig.extend(languageModelConfig.shape);
  const handlers = createAllHandlers({
    database: deps.database,
    config: readConfig(settings, { MBI_CREDENTIALS_KEY: 'ab'.repeat(32), ...deps.environment }),
    adapters: prepareAdapters(deps.environment ?? {}),
    fetch: globalThis.fetch,
    clock: { now: deps.now ?? (() => new Date()) },
    log,
    knowledge: deps.knowledge ?? null,
  });
  return {
    warnings,
    run: (action, params, origin = {}) =>
      runAction(
        handlers,
        action,
        params,
        { tenant_id: deps.tenant_id, execution_id: deps.execution_id ?? randomUUID(), ...origin },
        log,
      ),
  };
}
