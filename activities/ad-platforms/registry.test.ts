import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { credentialsConfig } from '../../contracts/config/index.ts';
import { readConfig } from '../../contracts/config/read-config.ts';
import { withTenant } from '../../db/connect.ts';
import { sealCredential } from '../../db/queries/credentials.ts';
import { adAccounts } from '../../db/schema/index.ts';
import { openStage, type Stage } from '../../tests/ad-platforms/stage.ts';
import { prepareAdapters } from './platforms.action.ts';
import { createAdapterRegistry } from './registry.ts';

const settings = credentialsConfig;
const campaign_id = '120240001010';
let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

function registry(environment: Record<string, string> = {}) {
  const config = readConfig(settings, { ...stage.environment, ...environment });
  const clock = { now: () => new Date() };
  const adapters = prepareAdapters(stage.environment);
  return createAdapterRegistry({ database: stage.database.app, config, adapters, fetch, clock });
}
const tenant_id = '01900000-0000-7000-8000-000000000001';
const seal = (token: string | null) =>
  withTenant(stage.database.owner, tenant_id, (tx) => {
    const account = { tenant_id, platform: 'meta_ads', external_id: 'act_100100' };
    const credential_ciphertext =
      token === null ? null : sealCredential(token, { key: stage.environment.MBI_CREDENTIALS_KEY, account });
    return tx.update(adAccounts).set({ credential_ciphertext }).where(eq(adAccounts.external_id, 'act_100100'));
  });

describe('the registry of adapters', () => {
  it('finds the adapter of a campaign and keeps it, because it remembers the rate limit', async () => {
    const known = registry();
    const first = await known.forCampaign(tenant_id, campaign_id);
    const second = await known.forCampaign(tenant_id, '120240001020');
    expect(first.account).toMatchObject({ external_id: 'act_100100', currency: 'USD', campaign_name: 'Spring Sale' });
    expect(second.adapter).toBe(first.adapter);
    expect(await first.adapter.healthCheck()).toBe(true);
    expect(first.adapter.read_after_write_lag_seconds).toBe(0.2);
  });
  it('opens an account anew when its token has changed', async () => {
    const known = registry();
    const before = await known.forCampaign(tenant_id, campaign_id);
    await seal('another-token');
    const after = await known.forCampaign(tenant_id, campaign_id);
    expect(after.adapter).not.toBe(before.adapter);
    expect(await after.adapter.healthCheck()).toBe(false);
    await seal('sandbox-token-alder-finch');
  });
  it.each([
    ['a campaign of another tenant', '120240002010', {}, 'CAMPAIGN_NOT_FOUND'],
    ['an unknown campaign', '1', {}, 'CAMPAIGN_NOT_FOUND'],
    [
      'another key than the one that sealed',
      campaign_id,
      { MBI_CREDENTIALS_KEY: 'cd'.repeat(32) },
      'CREDENTIAL_UNREADABLE',
    ],
  ])('%s is a clear error', async (_name, id, environment, code) => {
    await expect(registry(environment).forCampaign(tenant_id, id)).rejects.toMatchObject({ code });
  });
  it('an account that was never connected says so', async () => {
    await seal(null);
    await expect(registry().forCampaign(tenant_id, campaign_id)).rejects.toMatchObject({
      code: 'PLATFORM_UNAUTHORIZED',
    });
  });
});
