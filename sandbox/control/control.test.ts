import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { campaignsOf, demoTenants } from '../../contracts/demo-world.ts';
import { bornAt, type SandboxProcess, spring, startSandboxProcess } from '../testing/sandbox-process.ts';

let sandbox: SandboxProcess;
beforeAll(async () => {
  sandbox = await startSandboxProcess();
});
afterAll(() => sandbox.stop());
beforeEach(async () => {
  await sandbox.post('/_sandbox/reset', { now: bornAt });
});

const added = {
  account_id: 'act_300300',
  account: {
    external_id: 'act_300300',
    name: 'Test',
    currency: 'EUR',
    timezone: 'Europe/Berlin',
    sandbox_token: 'test-token',
  },
  campaign: {
    campaign_id: '9001',
    campaign_name: 'Added',
    daily_budget_minor: 20_000,
    target_cpa_minor: 3_000,
    audience_size: 500_000,
    ad_set_id: '9002',
    bid_amount_minor: 200,
    ads: [{ ad_id: '9003', name: 'only', creative_id: '9004' }],
    budget_owner: 'ad_set',
  },
};
const asTester = { authorization: 'Bearer test-token' };

describe('the clock', () => {
  it('starts where it is told, moves forward and never back', async () => {
    expect((await sandbox.get('/_sandbox/clock')).body).toMatchObject({ born_at: bornAt });
    const later = await sandbox.post('/_sandbox/clock', { now: '2026-11-24T00:00:00Z' });
    expect(later.body).toMatchObject({ now: expect.stringMatching(/^2026-11-24T00:00:00/) });
    for (const body of [{ now: '2026-11-23T00:00:00Z' }, { advance_seconds: -1 }, { advance_seconds: 'x' }, {}]) {
      expect((await sandbox.post('/_sandbox/clock', body)).status, JSON.stringify(body)).toBe(400);
    }
  });

  it('lets late conversions fill in as it moves', async () => {
    const gifts =
      '/v26.0/120240001070/insights?fields=actions,clicks&time_range={"since":"2026-11-19","until":"2026-11-20"}';
    const purchases = async () => {
      const rows = z.object({ data: z.tuple([z.object({ actions: z.array(z.record(z.string(), z.string())) })]) });
      const { actions } = rows.parse((await sandbox.get(gifts)).body).data[0];
      return Number(actions.find((action) => action.action_type === 'purchase')?.value ?? 0);
    };
    const early = await purchases();
    await sandbox.post('/_sandbox/clock', { advance_seconds: 7 * 86_400 });
    expect(await purchases()).toBeGreaterThan(early);
  });
});

describe('the world', () => {
  it('knows the cause of every demo campaign, and that its remedy would help', async () => {
    for (const campaign of demoTenants.flatMap(campaignsOf)) {
      const truth = await sandbox.get(`/_sandbox/truth?campaign_id=${campaign.campaign_id}`);
      expect(truth.body).toMatchObject({ cause: campaign.scenario });
    }
    const effect = z.object({ cpa_pct: z.number(), conversions_pct: z.number() });
    const truthSchema = z.object({ effects: z.object({ bid_plus_15_pct: effect, new_creative_on_first_ad: effect }) });
    const truth = async (id: string) =>
      truthSchema.parse((await sandbox.get(`/_sandbox/truth?campaign_id=${id}`)).body).effects;
    expect((await truth(spring.campaign)).bid_plus_15_pct.cpa_pct).toBeLessThan(-5);
    expect((await truth('120240001020')).new_creative_on_first_ad.cpa_pct).toBeLessThan(-10);
    expect((await sandbox.get('/_sandbox/truth?campaign_id=1')).status).toBe(404);
  });

  it('takes up campaigns and accounts of tests, with a budget on the ad set', async () => {
    expect((await sandbox.post('/_sandbox/campaigns', added)).status).toBe(201);
    expect((await sandbox.post('/_sandbox/campaigns', added)).status).toBe(409);
    const read = (path: string) => sandbox.call('GET', path, undefined, asTester);
    expect((await read('/v26.0/9002?fields=daily_budget,effective_status')).body).toEqual({
      id: '9002',
      daily_budget: '20000',
      effective_status: 'ACTIVE',
    });
    expect((await read('/v26.0/9001?fields=daily_budget')).body).toEqual({ id: '9001' });
    expect((await sandbox.post('/v26.0/9002', { daily_budget: 25_000 }, asTester)).body).toEqual({ success: true });
    expect((await read('/v26.0/9001/insights?fields=spend')).body).toMatchObject({
      data: [{ spend: expect.any(String) }],
    });
  });

  it.each([
    ['an unknown field', { ...added, colour: 'red' }],
    ['no campaign', { account_id: 'act_300300' }],
    ['an id that is no number', { ...added, campaign: { ...added.campaign, campaign_id: 'nine' } }],
  ])('refuses a campaign with %s', async (_, body) => {
    expect((await sandbox.post('/_sandbox/campaigns', body)).status).toBe(400);
  });

  it('refuses a person’s edit of something unknown', async () => {
    const edit = { entity_id: '1', field: 'status', value: 'PAUSED' };
    expect((await sandbox.post('/_sandbox/human_edits', edit)).status).toBe(404);
  });

  it('is as new after a reset: no mutations, no faults, no added campaigns', async () => {
    await sandbox.post('/_sandbox/campaigns', added);
    await sandbox.fault({ kind: 'error_500_before' });
    await sandbox.post('/_sandbox/reset', { now: bornAt });
    expect((await sandbox.get('/_sandbox/ledger')).body).toEqual({ entries: [] });
    expect((await sandbox.get('/_sandbox/faults')).body).toEqual({ faults: [] });
    expect((await sandbox.get('/_sandbox/campaigns')).body).toMatchObject({
      campaigns: { length: demoTenants.flatMap(campaignsOf).length },
    });
    expect((await sandbox.get('/_sandbox/health')).body).toEqual({ ok: true });
  });

  it('plays the same market for the same seed and birth, and another one for another seed', async () => {
    const numbers = async () =>
      (await sandbox.get(`/v26.0/${spring.campaign}/insights?fields=impressions,spend&date_preset=last_28d`)).body;
    const first = await numbers();
    await sandbox.post('/_sandbox/reset', { now: bornAt });
    expect(await numbers()).toEqual(first);
    await sandbox.post('/_sandbox/reset', { now: bornAt, seed: 'another' });
    expect(await numbers()).not.toEqual(first);
    await sandbox.post('/_sandbox/reset', { now: bornAt, seed: 'mbi' });
  });
});
