import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type SandboxProcess, spring, startSandboxProcess, token } from '../testing/sandbox-process.ts';

let sandbox: SandboxProcess;
beforeAll(async () => {
  sandbox = await startSandboxProcess();
});
afterAll(() => sandbox.stop());

const pageSchema = z.object({
  data: z.array(z.record(z.string(), z.unknown())),
  paging: z
    .object({
      cursors: z.object({ before: z.string(), after: z.string() }),
      next: z.string().optional(),
      previous: z.string().optional(),
    })
    .optional(),
});

describe('reading the Graph API', () => {
  it('gives exactly the asked fields and the id', async () => {
    const { status, body } = await sandbox.get(`/v26.0/${spring.campaign}?fields=name,daily_budget`);
    expect(status).toBe(200);
    expect(body).toEqual({ id: spring.campaign, name: 'Spring Sale', daily_budget: '40000' });
    expect((await sandbox.get(`/v26.0/${spring.campaign}`)).body).toEqual({ id: spring.campaign });
  });

  it.each(['constructor', '__proto__', 'toString'])('knows no edge and no field %s', async (word) => {
    expect(await sandbox.get(`/v26.0/${spring.campaign}/${word}`)).toMatchObject({ status: 400 });
    expect(await sandbox.post(`/v26.0/${spring.campaign}`, { [word]: '1' })).toMatchObject({ status: 400 });
  });

  it('writes budgets as texts and bids as numbers, in minor units, whole yen for yen', async () => {
    const adSet = await sandbox.get(
      `/v26.0/${spring.ad_set}?fields=bid_amount,daily_budget,effective_status,learning_stage_info`,
    );
    expect(adSet.body).toEqual({
      id: spring.ad_set,
      bid_amount: 250,
      effective_status: 'ACTIVE',
      learning_stage_info: {
        status: 'SUCCESS',
        conversions: 0,
        last_sig_edit_ts: 0,
        attribution_windows: ['7d_click', '1d_view'],
      },
    });
    const yen = await sandbox.call('GET', '/v26.0/120240002010?fields=daily_budget', undefined, {
      authorization: 'Bearer sandbox-token-lumen-kitchen',
    });
    expect(yen.body).toEqual({ id: '120240002010', daily_budget: '60000' });
  });

  it('expands nested fields', async () => {
    const { body } = await sandbox.get(
      `/v26.0/${spring.ad}?fields=creative{id,name},adset{campaign{name}},campaign_id`,
    );
    expect(body).toMatchObject({
      creative: { id: spring.creative, name: 'Spring Sale – video' },
      adset: { id: spring.ad_set, campaign: { id: spring.campaign, name: 'Spring Sale' } },
      campaign_id: spring.campaign,
    });
  });

  it.each([
    ['campaigns', 8],
    ['adsets', 8],
    ['ads', 16],
    ['adcreatives', 32],
  ])('lists the %s of an account, of this account only', async (edge, count) => {
    const { body } = await sandbox.get(`/v26.0/${spring.account}/${edge}?fields=id,account_id,name,status&limit=100`);
    const { data } = pageSchema.parse(body);
    expect(data).toHaveLength(count);
    expect(new Set(data.map((row) => row.account_id))).toEqual(new Set(['100100']));
  });

  it('pages by cursors: every row once, in order, and no next on the last page', async () => {
    const seen: unknown[] = [];
    let next: string | undefined = `${sandbox.url}/v26.0/${spring.account}/ads?fields=id&limit=5&access_token=${token}`;
    let pages = 0;
    while (next !== undefined) {
      const answer = await fetch(next);
      const parsed = pageSchema.parse(await answer.json());
      seen.push(...parsed.data.map((row) => row.id));
      next = parsed.paging?.next;
      pages += 1;
    }
    expect(pages).toBe(4);
    expect(new Set(seen).size).toBe(16);
    const second = await sandbox.get(
      `/v26.0/${spring.account}/ads?limit=5&after=${Buffer.from('row:4').toString('base64url')}`,
    );
    const previous = pageSchema.parse(second.body).paging?.previous ?? '';
    const first = pageSchema.parse(await (await fetch(`${previous}&access_token=${token}`)).json());
    expect(first.data.map((row) => row.id)).toEqual(seen.slice(0, 5));
  });

  it('lists what lies below a campaign and an ad set', async () => {
    const adSets = await sandbox.get(`/v26.0/${spring.campaign}/adsets?fields=id`);
    expect(pageSchema.parse(adSets.body).data).toEqual([{ id: spring.ad_set }]);
    const ads = await sandbox.get(`/v26.0/${spring.ad_set}/ads?fields=id`);
    expect(pageSchema.parse(ads.body).data).toHaveLength(2);
  });

  it('describes the account, the user and the token', async () => {
    expect((await sandbox.get(`/v26.0/${spring.account}?fields=currency,timezone_name,name`)).body).toEqual({
      id: spring.account,
      currency: 'USD',
      timezone_name: 'UTC',
      name: 'Alder & Finch EU',
    });
    expect((await sandbox.get('/v26.0/me')).body).toMatchObject({ id: expect.any(String) });
    const good = await sandbox.get(`/v26.0/debug_token?input_token=${token}`);
    expect(good.body).toMatchObject({ data: { is_valid: true, scopes: expect.arrayContaining(['ads_management']) } });
    const bad = await sandbox.get('/v26.0/debug_token?input_token=nonsense');
    expect(bad.body).toMatchObject({ data: { is_valid: false } });
  });

  it('tells usage in Meta’s headers', async () => {
    const { headers } = await sandbox.get(`/v26.0/${spring.campaign}`);
    const usage: unknown = JSON.parse(headers.get('x-business-use-case-usage') ?? 'null');
    expect(usage).toMatchObject({ 100100: [{ type: 'ads_management', estimated_time_to_regain_access: 0 }] });
    expect(headers.get('facebook-api-version')).toBe('v26.0');
  });
});

describe('refusing', () => {
  const envelope = (code: number, rest: object = {}) => ({
    error: { message: expect.any(String), type: expect.any(String), code, fbtrace_id: expect.any(String), ...rest },
  });

  it('a wrong token with code 190, a missing one with 104', async () => {
    const wrong = await sandbox.call('GET', '/v26.0/me', undefined, { authorization: 'Bearer nonsense' });
    expect(wrong).toMatchObject({ status: 401, body: envelope(190, { error_subcode: 467 }) });
    expect(await (await fetch(`${sandbox.url}/v26.0/me`)).json()).toEqual(envelope(104));
  });

  it('what does not exist and what belongs to another account in the same words', async () => {
    const unknown = await sandbox.get('/v26.0/999999');
    const foreign = await sandbox.get('/v26.0/120240002010?fields=name');
    expect(unknown).toMatchObject({
      status: 400,
      body: envelope(100, { error_subcode: 33, type: 'GraphMethodException' }),
    });
    expect(foreign).toMatchObject({ status: 400, body: envelope(100, { error_subcode: 33 }) });
    expect(await sandbox.get('/v26.0/act_200200/campaigns')).toMatchObject({ status: 400, body: envelope(100) });
  });

  it.each([
    ['an unknown field', `/v26.0/${spring.campaign}?fields=impression_share`],
    ['unbalanced braces', `/v26.0/${spring.ad}?fields=creative{id`],
    ['a bad cursor', `/v26.0/${spring.account}/ads?after=nonsense`],
    ['a bad limit', `/v26.0/${spring.account}/ads?limit=0`],
    ['filtering, which is not played', `/v26.0/${spring.account}/ads?filtering=[{"field":"x"}]`],
    ['a list that is not JSON', `/v26.0/${spring.account}/ads?effective_status=[`],
  ])('%s', async (_, path) => {
    expect(await sandbox.get(path)).toMatchObject({ status: 400, body: envelope(100) });
  });

  it('an unknown edge and a path without a version', async () => {
    expect(await sandbox.get(`/v26.0/${spring.campaign}/friends`)).toMatchObject({ status: 400, body: envelope(2500) });
    expect((await sandbox.get(`/${spring.campaign}`)).status).toBe(404);
  });
});
