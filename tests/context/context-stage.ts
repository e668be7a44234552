import { randomUUID } from 'node:crypto';
import { prepareAdapters } from '../../activities/ad-platforms/platforms.action.ts';
import { createAllHandlers } from '../../activities/handlers.ts';
import { actionId } from '../../contracts/action.ts';
import { collectorConfig, credentialsConfig, languageModelConfig } from '../../contracts/config/index.ts';
import { readConfig } from '../../contracts/config/read-config.ts';
import { demoTenants } from '../../contracts/demo-world.ts';
import { type Database, withTenant } from '../../db/connect.ts';
import { tenants } from '../../db/schema/index.ts';
import { seedAdAccount } from '../../db/seed/ad-account.ts';
import { seedCampaign } from '../../db/seed/campaign.ts';
import { pointLandingPages } from '../../db/seed/landing-pages.ts';

const credentials_key = 'ab'.repeat(32);

/** Puts the demo's accounts and campaigns into a database, with the sandbox's shops as landing pages. */
export async function seedCampaigns(owner: Database, sandbox_url: string): Promise<void> {
  for (const tenant of demoTenants) {
    await withTenant(owner, tenant.tenant_id, async (tx) => {
      await tx.insert(tenants).values({ tenant_id: tenant.tenant_id, name: tenant.name });
      const account = await seedAdAccount(tx, tenant, credentials_key);
      for (const campaign of tenant.campaigns) await seedCampaign(tx, campaign, account);
    });
  }
  await pointLandingPages(owner, sandbox_url);
}

/** The real handlers with the settings that `environment` gives, called one by one as the envelope does. */
export function createContextStage(deps: {
  readonly database: Database;
  readonly tenant_id: string;
  readonly now: () => Date;
  readonly environment: Readonly<Record<string, string>>;
  readonly fetch?: typeof fetch;
}) {
  const handlers = createAllHandlers({
    database: deps.database,
    config: readConfig(credentialsConfig.extend(languageModelConfig.shape), { MBI_CREDENTIALS_KEY: credentials_key }),
    collectors: readConfig(collectorConfig, deps.environment),
    adapters: prepareAdapters(deps.environment),
    fetch: deps.fetch ?? globalThis.fetch,
    clock: { now: deps.now },
    log: { info: () => undefined, warn: () => undefined },
  });
  return async (action: string, params: Record<string, string | number | boolean | null>) => {
    const handler = handlers.find((each) => actionId(each.definition) === action);
    if (handler === undefined) throw new Error(`There is no action ${action}.`);
    const execution_id = randomUUID();
    const origin = {
      ...{ tenant_id: deps.tenant_id, execution_id, playbook_id: 'campaign_health_v1', step_id: 'step', iteration: '' },
      requested_by: { user_id: randomUUID(), email: 'person@example.com', api_key_id: null },
      ...{ mode: 'live' as const, campaign_id: null, idempotency_key: `${execution_id}/step/` },
    };
    const output = await handler.call(
      { phase: 'run', params, origin },
      {
        origin,
        signal: new AbortController().signal,
        heartbeat: () => undefined,
        log: { info: () => undefined, warn: () => undefined },
      },
    );
    return handler.definition.output.parse(output);
  };
}
