import { openCouncil } from '../activities/llm/open-council.ts';
import { credentialsConfig, databaseConfig, languageModelConfig } from '../contracts/config/index.ts';
import { readConfig } from '../contracts/config/read-config.ts';
import type { Council } from '../contracts/council.ts';
import { demoTenants } from '../contracts/demo-world.ts';
import { connectDatabase } from '../db/connect.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** The configured models, the tenant that pays for them, and how to let go of them. */
export type OpenedModels = { readonly council: Council; readonly tenant_id: string; close(): Promise<void> };

const vendorKeys = ['ANTHROPIC_API_KEY', 'OPENAI_API_KEY', 'XAI_API_KEY'] as const;

/**
 * Opens the council for a command, in the name of the tenant of `MBI_TENANT_ID`: calls are written down and count against
 * its budgets as any others do, so `DATABASE_URL` is needed as soon as a vendor has a key. Null without a key.
 */
export async function openModels(environment: Environment, fetch = globalThis.fetch): Promise<OpenedModels | null> {
  if (!vendorKeys.some((name) => environment[name])) return null;
  const config = readConfig(credentialsConfig.extend(languageModelConfig.shape), environment);
  const { DATABASE_URL, DATABASE_CA: authority } = readConfig(databaseConfig, environment);
  const database = connectDatabase(DATABASE_URL, { max: 4, authority });
  const log = { info: () => undefined, warn: () => undefined };
  const council = openCouncil({ database, config, fetch, clock: { now: () => new Date() }, log });
  if (council === null) {
    await database.close();
    return null;
  }
  const tenant_id = environment.MBI_TENANT_ID ?? demoTenants[0]?.tenant_id ?? '';
  return { council, tenant_id, close: () => database.close() };
}
