import { createHash } from 'node:crypto';
import { verify } from '@node-rs/argon2';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { parseCredential } from '../contracts/credential.ts';
import { campaignsOf, type DemoTenant, demoPeople, demoTenants } from '../contracts/demo-world.ts';
import { permissionSchema } from '../contracts/roles.ts';
import { createTestDatabase, type TestDatabase } from '../tests/harness/database.ts';
import { emptyPlan } from '../tests/harness/tenant-rows.ts';
import { type TenantTransaction, withTenant } from './connect.ts';
import { findApiKey, findLogin } from './queries/api-keys.ts';
import { openCredential } from './queries/credentials.ts';
import * as schema from './schema/index.ts';
import { stableId } from './seed/stable-id.ts';
import { type DemoSeed, seedDemo } from './seed.ts';

const keyOf = (tenant: DemoTenant) => `mbi_live_${tenant.email_domain}`;
const hashOf = (key: string) => createHash('sha256').update(key).digest('hex');

const seed: DemoSeed = {
  password: 'demo-password',
  credentials_key: '0a'.repeat(32),
  api_keys: Object.fromEntries(demoTenants.map((tenant) => [tenant.tenant_id, keyOf(tenant)])),
  playbooks: [{ slug: 'quiet', source: 'name: Quiet', plan: emptyPlan, digest: 'digest-1' }],
};

describe('the demo seed', () => {
  let database: TestDatabase;
  const [tenant] = demoTenants;
  if (tenant === undefined) throw new Error('The demo world has no tenant.');

  beforeAll(async () => {
    database = await createTestDatabase();
    await seedDemo(database.owner, seed);
  });
  afterAll(() => database.drop());

  const inTenant = <Result>(work: (tx: TenantTransaction) => Promise<Result>, of: DemoTenant = tenant) =>
    withTenant(database.app, of.tenant_id, work);
  const everything = async () => {
    const names = await database.owner.sql<{ name: string }[]>`
      select tablename as name from pg_tables where schemaname = 'public' order by 1`;
    const rows = await Promise.all(
      names.map(async ({ name }) => {
        const found = await database.owner
          .sql`select to_jsonb(t) - 'credential_ciphertext' as row from ${database.owner.sql(name)} t`;
        return [name, found.map((each) => JSON.stringify(each.row)).sort()];
      }),
    );
    return Object.fromEntries(rows);
  };

  it('gives every tenant its people, who can sign in with the password in their roles', async () => {
    for (const each of demoTenants) {
      for (const { name, roles } of demoPeople) {
        const login = await findLogin(database.app, `${name}@${each.email_domain}`.toUpperCase());
        expect(login?.memberships).toEqual([{ tenant_id: each.tenant_id, tenant_name: each.name, roles: [...roles] }]);
        expect(z.uuid().safeParse(login?.user_id).success).toBe(true);
      }
    }
    const login = await findLogin(database.app, `viewer@${tenant.email_domain}`);
    expect(login?.password_hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(await verify(login?.password_hash ?? '', seed.password)).toBe(true);
    expect(await findLogin(database.app, 'nobody@nowhere.example')).toBeNull();
  });

  it('gives every tenant a key that acts as the marketer, and keeps only its hash', async () => {
    for (const each of demoTenants) {
      expect(await findApiKey(database.app, hashOf(keyOf(each)))).toMatchObject({
        tenant_id: each.tenant_id,
        email: `marketer@${each.email_domain}`,
        roles: ['marketer'],
        scopes: [...permissionSchema.options],
      });
    }
    const stored = await inTenant((tx) => tx.select().from(schema.apiKeys));
    expect(JSON.stringify(stored)).not.toContain(keyOf(tenant));
    expect(await findApiKey(database.app, hashOf('mbi_live_guess'))).toBeNull();
  });

  it('no longer finds a key that is revoked or has expired', async () => {
    const found = () => findApiKey(database.app, hashOf(keyOf(tenant)));
    await database.owner.sql`update api_keys set revoked_at = now() where tenant_id = ${tenant.tenant_id}`;
    expect(await found()).toBeNull();
    await database.owner
      .sql`update api_keys set revoked_at = null, expires_at = now() - interval '1 s' where tenant_id = ${tenant.tenant_id}`;
    expect(await found()).toBeNull();
    await database.owner.sql`update api_keys set expires_at = null where tenant_id = ${tenant.tenant_id}`;
    expect(await found()).not.toBeNull();
  });

  it('gives every tenant the campaigns of the demo world with ad sets, ads and creatives, and no metrics', async () => {
    for (const each of demoTenants) {
      const rows = await inTenant(
        async (tx) => ({
          campaigns: await tx.select().from(schema.campaigns),
          ad_sets: await tx.select().from(schema.adSets),
          ads: await tx.select().from(schema.ads),
          creatives: await tx.select().from(schema.creatives),
          metrics: await tx.select().from(schema.fctAdMetricDaily),
        }),
        each,
      );
      const campaigns = campaignsOf(each);
      const currencyOf = (campaign_id: string) =>
        each.other_accounts.find((other) => other.campaigns.some((one) => one.campaign_id === campaign_id))?.account
          .currency ?? each.account.currency;
      expect(rows.campaigns.map((row) => row.campaign_id).sort()).toEqual(campaigns.map((row) => row.campaign_id));
      for (const row of rows.campaigns) {
        const { scenario: _scenario, ...told } = campaigns.find((one) => one.campaign_id === row.campaign_id) ?? {};
        expect(told).toMatchObject({ campaign_name: row.campaign_name, daily_budget_minor: row.daily_budget_minor });
        expect(row).toMatchObject({ status: 'active', currency: currencyOf(row.campaign_id), protected: false });
      }
      expect(rows.ad_sets.length).toBe(campaigns.length);
      expect(rows.ads.length).toBe(2 * campaigns.length);
      expect(rows.creatives.filter((row) => row.state === 'active').length).toBe(2 * campaigns.length);
      expect(rows.creatives.filter((row) => row.state === 'spare').length).toBe(2 * campaigns.length);
      expect(rows.metrics).toEqual([]);
    }
  });

  it('keeps what the sandbox’s market will do out of the database', async () => {
    const text = JSON.stringify(await everything());
    for (const { scenario } of tenant.campaigns.filter((each) => each.scenario !== 'no_change')) {
      expect(text).not.toContain(scenario);
    }
  });

  it('seals every account’s token, with the one that renews it where there is one; only the key and the account open it', async () => {
    const rows = await inTenant((tx) => tx.select().from(schema.adAccounts));
    const held = [{ platform: 'meta_ads', account: tenant.account }, ...tenant.other_accounts];
    expect(rows.map((row) => [row.platform, row.external_id, row.currency]).sort()).toEqual(
      held.map(({ platform, account }) => [platform, account.external_id, account.currency]).sort(),
    );
    for (const { platform, account } of held) {
      const row = rows.find((each) => each.platform === platform);
      if (!row?.credential_ciphertext) throw new Error('The account has no token.');
      expect(row.credential_ciphertext).not.toContain(account.sandbox_token);
      const opened = openCredential(row.credential_ciphertext, { key: seed.credentials_key, account: row });
      const { sandbox_token } = account;
      const renewing = { access_token: sandbox_token, refresh_token: `refresh-${sandbox_token}`, expires_at: null };
      if (platform === 'meta_ads') expect(opened).toBe(sandbox_token);
      else expect(parseCredential(opened)).toEqual(renewing);
    }
  });

  it('lets every tenant add up its money: its own currency, a rate for every other one, and caps that two people made', async () => {
    const rates = await inTenant((tx) => tx.select().from(schema.fxRates));
    expect(rates).toMatchObject([{ currency: 'EUR', base_currency: 'USD', source: 'demo' }]);
    expect(rates[0]?.as_of).toBe(new Date().toISOString().slice(0, 10));
    const caps = await inTenant((tx) => tx.select().from(schema.moneyCaps));
    expect(caps.map((cap) => [cap.scope, cap.scope_id, cap.measure, cap.currency]).sort()).toEqual([
      ['platform', 'google_ads', 'exposure', 'USD'],
      ['tenant', '', 'moved', 'USD'],
    ]);
    for (const cap of caps) {
      expect(cap.proposed_by_email).not.toBe(cap.decided_by_email);
      expect(cap).toMatchObject({ ended_at: null, rejected_at: null, effective_at: expect.any(Date) });
    }
    const bases = await Promise.all(
      demoTenants.map((each) => inTenant((tx) => tx.select().from(schema.tenants), each)),
    );
    expect(bases.map(([row]) => row?.base_currency)).toEqual(demoTenants.map((each) => each.account.currency));
  });

  it('deploys the playbooks in every tenant, with the engineer as author', async () => {
    const [version] = await inTenant((tx) => tx.select().from(schema.playbookVersions));
    const engineer = await findLogin(database.app, `engineer@${tenant.email_domain}`);
    expect(version).toMatchObject({ version: 1, digest: 'digest-1', edited_by: engineer?.user_id, plan: emptyPlan });
  });

  it('changes nothing when it runs again', async () => {
    const before = await everything();
    await seedDemo(database.owner, seed);
    expect(await everything()).toEqual(before);
  });

  it('undoes nothing that was changed through the product', async () => {
    await inTenant((tx) => tx.update(schema.campaigns).set({ daily_budget_minor: 77_700, status: 'paused' }));
    await seedDemo(database.owner, seed);
    const rows = await inTenant((tx) => tx.select().from(schema.campaigns));
    expect(new Set(rows.map((row) => `${row.daily_budget_minor} ${row.status}`))).toEqual(new Set(['77700 paused']));
  });

  it('follows a changed password, key and playbook, and keeps the older version', async () => {
    const [changed] = seed.playbooks.map((playbook) => ({ ...playbook, source: 'name: Quieter', digest: 'digest-2' }));
    if (changed === undefined) throw new Error('The seed has no playbook.');
    const api_keys = { [tenant.tenant_id]: 'mbi_live_replacement' };
    await seedDemo(database.owner, { ...seed, password: 'another-password', api_keys, playbooks: [changed] });
    const login = await findLogin(database.app, `admin@${tenant.email_domain}`);
    expect(await verify(login?.password_hash ?? '', 'another-password')).toBe(true);
    expect(await findApiKey(database.app, hashOf('mbi_live_replacement'))).not.toBeNull();
    expect(await findApiKey(database.app, hashOf(keyOf(tenant)))).toBeNull();
    const versions = await inTenant((tx) => tx.select().from(schema.playbookVersions));
    expect(versions.map((row) => [row.version, row.digest]).sort()).toEqual([
      [1, 'digest-1'],
      [2, 'digest-2'],
    ]);
  });

  it('names the same thing by the same uuid, and other things by others', () => {
    expect(stableId('user', 'a')).toBe(stableId('user', 'a'));
    const ids = Array.from({ length: 200 }, (_, index) => stableId('user', String(index)));
    expect(new Set(ids).size).toBe(200);
    for (const id of ids) expect(z.uuid().safeParse(id).success).toBe(true);
  });
});
