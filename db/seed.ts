import { type DemoTenant, demoTenants } from '../contracts/demo-world.ts';
import { type Database, withTenant } from './connect.ts';
import { deployPlaybook, type PlaybookDeployment } from './queries/deploy-playbook.ts';
import { tenants } from './schema/index.ts';
import { seedAdAccount } from './seed/ad-account.ts';
import { seedCampaign } from './seed/campaign.ts';
import { seedCaps, seedRates } from './seed/money.ts';
import { demoUserId, seedApiKey, seedPeople } from './seed/people.ts';

/** What the demo's people sign in with, and what else the seed cannot make up itself. */
export type DemoSeed = {
  /** The password of every demo person. */
  readonly password: string;
  /** 32 bytes in hex; seals the ad accounts' tokens. */
  readonly credentials_key: string;
  /** The API key of each tenant (`mbi_live_…`), by tenant id. A tenant that is not named gets none. */
  readonly api_keys: Readonly<Record<string, string>>;
  /** Compiled playbooks for every tenant; the engineer counts as their author. */
  readonly playbooks: readonly Omit<PlaybookDeployment, 'edited_by'>[];
};

/**
 * Fills a migrated database with the demo of contracts/demo-world.ts: tenants, people, keys, ad accounts with campaigns, exchange
 * rates, caps on money and playbooks. No metrics: those come from the platform through its adapter. `owner` is connected as the owner of the schema,
 * because the app may make neither tenants nor people. Each tenant is one transaction. Repeating it adds only what is missing,
 * gives a changed playbook a new version, and follows changed secrets.
 */
export async function seedDemo(owner: Database, seed: DemoSeed): Promise<void> {
  for (const tenant of demoTenants) await seedTenant(owner, tenant, seed);
}

async function seedTenant(owner: Database, tenant: DemoTenant, seed: DemoSeed): Promise<void> {
  const { tenant_id, name } = tenant;
  await withTenant(owner, tenant_id, async (tx) => {
    const base_currency = tenant.account.currency;
    await tx.insert(tenants).values({ tenant_id, name, base_currency }).onConflictDoNothing();
    await seedPeople(tx, tenant, seed.password);
    const api_key = seed.api_keys[tenant_id];
    if (api_key !== undefined) await seedApiKey(tx, tenant, api_key);
    await seedRates(tx, tenant);
    await seedCaps(tx, tenant);
    const account = await seedAdAccount(tx, tenant, seed.credentials_key);
    for (const [place, campaign] of tenant.campaigns.entries()) await seedCampaign(tx, campaign, account, place);
    let place = tenant.campaigns.length;
    for (const held of tenant.other_accounts) {
      const other = await seedAdAccount(tx, tenant, seed.credentials_key, held);
      for (const campaign of held.campaigns) await seedCampaign(tx, campaign, other, place++);
    }
    const edited_by = demoUserId(tenant, 'engineer');
    for (const playbook of seed.playbooks) await deployPlaybook(tx, { ...playbook, edited_by });
  });
}
