import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoTenants } from '../../../contracts/demo-world.ts';
import { noCurrency } from '../../../contracts/minor-units.ts';
import { withTenant } from '../../../db/connect.ts';
import { recordDays } from '../../../db/queries/sync-days.ts';
import { endRun, recordProgress, takeStream } from '../../../db/queries/sync-streams.ts';
import { startTestApi, type TestApi } from '../../../tests/harness/api-server.ts';
import type { HttpClient } from '../../../tests/harness/http-client.ts';
import { recordingTemporal } from '../../../tests/harness/recording-temporal.ts';

const [tenant] = demoTenants;
const tenant_id = tenant?.tenant_id ?? '';
const temporal = recordingTemporal();
let api: TestApi;
let viewer: HttpClient;
let engineer: HttpClient;
let meta_id: string;
beforeAll(async () => {
  api = await startTestApi({ temporal: temporal.gateway });
  [viewer, engineer] = await Promise.all([api.as('viewer'), api.as('engineer')]);
  const [row] = await api.database.owner.sql`
    select ad_account_id from ad_accounts where tenant_id = ${tenant_id} and external_id = 'act_100100'`;
  meta_id = String(row?.ad_account_id);
});
afterAll(() => api.stop());

/** A run of a stream that ends as told. */
async function runStream(stream: 'entities' | 'audiences' | 'daily_metrics', error: object | null = null) {
  const told = error === null ? null : { code: 'PLATFORM_UNAUTHORIZED', message: 'Meta: the token is not valid.' };
  await withTenant(api.database.app, tenant_id, async (tx) => {
    const now = new Date();
    const run = { ad_account_id: meta_id, holder: 'h', execution_id: crypto.randomUUID(), now };
    const held = await takeStream(tx, { ...run, stream });
    const backfill_from = '2026-11-01';
    await recordProgress(tx, held, { cursor: {}, added: { read: 5, changed: 2, restated: 1 }, backfill_from });
    await endRun(tx, held, { status: told === null ? 'idle' : 'failed', now, error: told });
  });
}
const account = async (external_id: string) => {
  const { body } = await viewer.get('/v2/ad-accounts');
  const list: unknown = JSON.parse(JSON.stringify(body)).data;
  return Array.isArray(list) ? list.find((each) => each.external_id === external_id) : undefined;
};

describe('the list of ad accounts', () => {
  it('tells what each platform can do, how many campaigns run there, and never a secret', async () => {
    const answer = await viewer.get('/v2/ad-accounts');
    expect([answer.status, answer.at('total')]).toEqual([200, 4]);
    expect(answer.at('data.0')).toMatchObject({
      ...{ platform: 'google_ads', platform_label: 'Google Ads API', external_id: '3003003001', campaigns: 2 },
      ...{ currency: 'USD', brand_name: tenant?.brand_name, synced_at: null },
      capabilities: { conversion_lag_days: 30, names: { ad_set: 'ad group' } },
      connection: { state: 'unchecked', checked_at: null, error: null },
    });
    expect(JSON.stringify(answer.body)).not.toMatch(/sandbox-token|ciphertext|"v1\.|tenant_id/);
    const slice = await viewer.get('/v2/ad-accounts?limit=1&offset=3');
    expect([slice.at('data.0.platform'), slice.at('data.1'), slice.at('total')]).toEqual(['tiktok_ads', undefined, 4]);
  });

  it('says that an account is connected once its campaigns were read, and in step since its stalest stream is', async () => {
    await runStream('entities');
    expect(await account('act_100100')).toMatchObject({
      connection: { state: 'connected', error: null },
      synced_at: null,
    });
    await runStream('audiences');
    await runStream('daily_metrics');
    expect((await account('act_100100')).synced_at).toMatch(/^20/);
  });

  it('says that a platform refuses the credential, and in whose words', async () => {
    await runStream('entities', {});
    expect((await account('act_100100')).connection).toMatchObject({
      state: 'refused',
      error: { code: 'PLATFORM_UNAUTHORIZED', message: 'Meta: the token is not valid.' },
    });
  });

  it('is nobody else’s', async () => {
    const stranger = await api.as('viewer', 1);
    expect(JSON.stringify((await stranger.get('/v2/ad-accounts')).body)).not.toContain('act_100100');
    expect((await stranger.get(`/v2/sync-streams?account=${meta_id}`)).at('code')).toBe('ACCOUNT_NOT_FOUND');
    const marketer = await api.as('marketer', 1);
    expect((await marketer.post(`/v2/ad-accounts/${meta_id}/sync`, {})).at('code')).toBe('ACCOUNT_NOT_FOUND');
  });
});

describe('a sync that somebody asks for', () => {
  it('runs the playbook about this account, once at a time', async () => {
    const marketer = await api.as('marketer');
    const started = await marketer.post('/v2/ad-accounts/3003003001/sync', { backfill_days: 30 });
    expect(started.status).toBe(202);
    expect(temporal.started.get(started.text('execution_id'))).toMatchObject({
      entity: { type: 'account', id: '3003003001', name: 'Alder & Finch Search' },
      inputs: { account_id: '', backfill_days: 30 },
    });
    const again = await marketer.post('/v2/ad-accounts/3003003001/sync', {});
    expect([again.status, again.at('code')]).toEqual([409, 'EXECUTION_CONFLICT']);
    expect((await marketer.post(`/v2/ad-accounts/${meta_id}/sync`, {})).status).toBe(202);
    expect((await viewer.post('/v2/ad-accounts/3003003001/sync', {})).status).toBe(403);
  });

  it.each([{ backfill_days: 0 }, { backfill_days: 1.5 }, { days: 3 }])('with %j is refused', async (body) => {
    expect((await engineer.post('/v2/ad-accounts/3003003001/sync', body)).status).toBe(400);
  });
});

describe('connecting an account', () => {
  const wish = { platform: 'tiktok_ads', external_id: '7010', credential: { access_token: 'secret-of-7010' } };

  it('keeps the credential sealed, shows it to nobody, and starts the first sync', async () => {
    const connected = await engineer.post('/v2/ad-accounts', wish);
    expect(connected.status).toBe(201);
    expect(connected.at('account')).toMatchObject({
      ...{ external_id: '7010', name: '7010', currency: noCurrency, campaigns: 0 },
      connection: { state: 'unchecked' },
    });
    expect(temporal.started.get(connected.text('execution_id'))?.entity).toMatchObject({ type: 'account', id: '7010' });
    const [row] = await api.database.owner.sql`
      select credential_ciphertext from ad_accounts where tenant_id = ${tenant_id} and external_id = '7010'`;
    expect(row?.credential_ciphertext).toMatch(/^v1\./);
    const everything = await api.database.owner.sql`
      select (select json_agg(a) from audit_log a)::text as audit, (select json_agg(o) from outbox o)::text as outbox,
        (select json_agg(i) from idempotency_keys i)::text as keys`;
    expect(JSON.stringify([connected.body, everything])).not.toContain('secret-of-7010');
  });

  it('again gives it a new credential and forgets what was said of the old one', async () => {
    await runStream('entities', {});
    const again = await engineer.post('/v2/ad-accounts', {
      ...{ platform: 'meta_ads', external_id: 'act_100100', credential: { access_token: 'new' } },
    });
    expect([again.status, again.at('account.id')]).toEqual([201, meta_id]);
    expect(again.at('account.connection')).toMatchObject({ state: 'connected', error: null });
    expect(again.at('account.currency')).toBe('USD');
    const [audit] = await api.database.owner.sql`
      select action from audit_log where tenant_id = ${tenant_id} order by seq desc limit 1`;
    expect(audit?.action).toBe('ad_account.reconnected');
  });

  it.each([
    [{ ...wish, platform: 'none' }, '/body/platform'],
    [{ ...wish, external_id: '../1' }, '/body/external_id'],
    [{ ...wish, credential: {} }, '/body/credential/access_token'],
    [{ ...wish, brand: 'None' }, '/body/brand'],
    [{ ...wish, currency: 'USD' }, '/body/currency'],
  ])('with %j is refused', async (body, pointer) => {
    const answer = await engineer.post('/v2/ad-accounts', body);
    expect([answer.status, answer.at('errors.0.pointer')]).toEqual([400, pointer]);
    expect(JSON.stringify(answer.body)).not.toContain('secret-of');
  });

  it('is for engineers and administrators', async () => {
    for (const person of ['viewer', 'marketer', 'approver', 'analyst', 'oncall'])
      expect((await (await api.as(person)).post('/v2/ad-accounts', wish)).status).toBe(403);
  });
});

describe('streams', () => {
  it('tell how far they are, how old, and which days are missing', async () => {
    const campaign_id = tenant?.campaigns[0]?.campaign_id ?? '';
    const listed = async (query: string) => viewer.get(`/v2/sync-streams?account=act_100100&${query}`);
    const before = await listed('stream=daily_metrics');
    const { days, campaigns } = JSON.parse(JSON.stringify(before.at('data.0.gaps')));
    expect(campaigns).toBe(tenant?.campaigns.length);
    await withTenant(api.database.app, tenant_id, (tx) =>
      recordDays(
        tx,
        { ad_account_id: meta_id, timezone: 'UTC' },
        {
          ...{ campaign_id, since: '2026-11-01', until: '2026-11-05', delivered: [], read_at: new Date() },
        },
      ),
    );
    const after = await listed('stream=daily_metrics');
    expect(after.at('data.0')).toMatchObject({
      ...{ stream: 'daily_metrics', status: 'idle', backfill_from: '2026-11-01', days_left: null, lag_hours: 0 },
      ...{ rows_read: 5, rows_changed: 2, rows_restated: 1, error: null },
      gaps: { days: days - 5, campaigns },
    });
    expect(after.at('data.0.gaps.ranges')).toEqual(
      expect.arrayContaining([expect.objectContaining({ campaign_id, since: '2026-11-06', reason: 'unread' })]),
    );
    expect((await listed('status=running')).at('total')).toBe(0);
    expect((await listed('status=idle')).at('total')).toBeGreaterThan(0);
    expect((await listed('status=odd')).status).toBe(400);
  });
});
