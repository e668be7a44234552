import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ReplayServer, startReplayServer } from '../../../tests/ad-platforms/replay-server.ts';
import { googleCapabilities } from './capabilities.ts';
import { googleAds } from './platform.action.ts';

let server: ReplayServer;
beforeAll(async () => {
  server = await startReplayServer();
});
afterAll(() => server.stop());

const account = (settings: Record<string, string>) => ({
  account: { external_id: '1234567890', currency: 'EUR', timezone: 'UTC', settings },
  credential: { access_token: 't', refresh_token: null, expires_at: null },
  ...{ saveCredential: async () => undefined, fetch, now: () => new Date() },
});

describe('the platform as the worker opens it', () => {
  it('reaches the sandbox by its settings, through the manager that the account names', async () => {
    const adapter = await googleAds.prepare(googleAds.sandboxSettings(server.url))(
      account({ login_customer_id: '99' }),
    );
    server.answerWith({ body: [] });
    expect(await adapter.healthCheck()).toBe(true);
    expect(server.received.at(-1)).toMatchObject({
      ...{ path: '/v26/customers/1234567890/googleAds:searchStream', headers: { 'login-customer-id': '99' } },
    });
    expect([adapter.platform, adapter.read_after_write_lag_seconds]).toEqual(['google_ads', 2]);
  });
  it('another version, a developer token and checks only are settings', async () => {
    const environment = {
      ...googleAds.sandboxSettings(server.url),
      ...{ GOOGLE_ADS_API_VERSION: 'v27', GOOGLE_ADS_DEVELOPER_TOKEN: 'D', GOOGLE_ADS_VALIDATE_ONLY: 'true' },
    };
    const adapter = await googleAds.prepare(environment)(account({}));
    const reference = { account_id: '1234567890', entity_type: 'campaign', entity_id: '1' } as const;
    server.answerWith({ body: {} });
    await expect(adapter.write({ reference, field: 'status', value: 'paused', request_id: 'r' })).rejects.toMatchObject(
      { details: { only_checked: true } },
    );
    expect(server.received.at(-1)).toMatchObject({
      ...{ path: '/v27/customers/1234567890/campaigns:mutate', headers: { 'developer-token': 'D' } },
    });
  });
  it('says the same of what can be written as its adapter', async () => {
    const adapter = await googleAds.prepare({})(account({}));
    expect(adapter.writable).toBe(googleCapabilities.writable);
    expect(adapter.sendConversions).toBeDefined();
    expect(googleCapabilities.daily_overspend_factor).toBe(2);
    expect(googleCapabilities.abilities).not.toContain('rotate_creative');
  });
});
