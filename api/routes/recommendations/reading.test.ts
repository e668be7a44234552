import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoTenants } from '../../../contracts/demo-world.ts';
import type { AgentSettings } from '../../../contracts/rollout.ts';
import { withTenant } from '../../../db/connect.ts';
import { saveAgentSettings, setCampaignRollout } from '../../../db/queries/agent-settings.ts';
import { outcomes } from '../../../db/schema/index.ts';
import { startTestApi, type TestApi } from '../../../tests/harness/api-server.ts';
import { personOf } from '../../../tests/harness/decision-rows.ts';
import {
  bidRecommendation,
  insertRecommended,
  type RecommendedRow,
} from '../../../tests/harness/recommendation-rows.ts';

const [tenant] = demoTenants;
const tenant_id = tenant?.tenant_id ?? '';
const [many = '', few = '', beta = ''] = tenant?.campaigns.map((each) => each.campaign_id) ?? [];
const list = '/api/v1/recommendations';

let api: TestApi;
let person: { user_id: string; email: string };
beforeAll(async () => {
  api = await startTestApi();
  person = await personOf(api.database.owner, tenant_id, 'marketer');
  for (let index = 0; index < 52; index += 1) await recommended(many, { generated_at: at(index) });
});
afterAll(() => api.stop());

/** A moment of one day, so that rows have an order. */
const at = (minute: number) => new Date(Date.UTC(2026, 10, 2, 8, minute));

async function recommended(campaign_id: string, more: RecommendedRow = {}): Promise<string> {
  const rows = { brand_id: '', ad_account_id: '', execution_id: '', playbook_version_id: '', ...person };
  return insertRecommended(
    api.database.owner,
    { ...rows, tenant_id, playbook_id: 'campaign_health_v1', campaign_id },
    { campaign_id, execution: { campaign_id, playbook_version_id: null }, ...more },
  );
}

describe('the list of recommendations', () => {
  it('is cut at fifty unless another number is asked for, and tells how many there are', async () => {
    const viewer = await api.as('viewer');
    const first = await viewer.get(`${list}?campaign_id=${many}`);
    expect(first.body).toMatchObject({ limit: 50, offset: 0, total: 52 });
    expect(first.at('recommendations')).toHaveLength(50);
    const rest = await viewer.get(`${list}?campaign_id=${many}&offset=50`);
    expect(rest.body).toMatchObject({ limit: 50, offset: 50, total: 52 });
    expect(rest.at('recommendations')).toHaveLength(2);
    const beyond = await viewer.get(`${list}?campaign_id=${many}&offset=52`);
    expect(beyond.body).toMatchObject({ recommendations: [], total: 52 });
  });

  it.each([
    ['limit=0'],
    ['limit=201'],
    ['offset=-1'],
    ['status=maybe'],
    ['workflow=Magic'],
    ['confidence_below=2'],
    ['sort=oldest'],
    ['flagged=false'],
    ['page=2'],
  ])('refuses what it does not know: %s', async (query) => {
    expect((await (await api.as('viewer')).get(`${list}?${query}`)).status).toBe(400);
  });

  it.each<[string, RecommendedRow, string]>([
    ['an edited yes is a yes', { set: { status: 'edited', human_decision: 'approved' } }, 'status=approved'],
    ['an automatic yes is one too', { set: { status: 'approved', auto_approved: true } }, 'status=approved'],
    ['a no', { set: { status: 'rejected', human_decision: 'rejected' } }, 'status=rejected'],
    ['what ran out', { set: { status: 'expired' } }, 'status=expired'],
    ['what is unsure', { recommendation: bidRecommendation({ confidence: 0.41 }) }, 'confidence_below=0.5'],
    ['what is to be talked about on Friday', { set: { flagged_for_review: true } }, 'flagged=true'],
    ['what was shown to nobody', { mode: 'shadow' }, 'shadow=true'],
  ])('can be narrowed: %s', async (_, row, query) => {
    const id = await recommended(few, row);
    const found = await (await api.as('viewer')).get(`${list}?campaign_id=${few}&${query}`);
    expect(JSON.stringify(found.at('recommendations'))).toContain(id);
    expect(Number(found.at('total'))).toBeLessThan(3);
  });
});

describe('the history of a campaign', () => {
  it('has the figures at the decision and after it, with what was measured', async () => {
    const metrics = { cpa: 45, ctr: 0.021, spend: 4_500, conversions: 100, impression_share: 0.9 };
    const id = await recommended(few, { generated_at: new Date(), context: { campaign_metrics: metrics } });
    const shared = { execution_id: id, campaign_id: few, direction: 'decrease', window_seconds: 604_800 };
    await withTenant(api.database.owner, tenant_id, (tx) =>
      tx.insert(outcomes).values([
        {
          ...{ ...shared, metric: 'cpa', measure_at: at(1), measured_at: at(2), status: 'measured' },
          ...{ verdict: 'improved', before: 45, after: 38.25, effect_pct: -15 },
        },
        { ...shared, metric: 'spend', measure_at: at(3) },
      ]),
    );
    const history = await (await api.as('viewer')).get(`/api/v1/campaigns/${few}/history?limit=1`);
    expect(history.body).toMatchObject({ campaign_id: few, limit: 1, offset: 0 });
    expect(history.at('data.0')).toMatchObject({
      recommendation_id: id,
      metrics_at_decision: { ...metrics, clicks: null, cpm: null },
      // What is still to be measured is no figure yet.
      metrics_after: { cpa: 38.25 },
    });
    expect(history.at('data.0.outcomes')).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ metric: 'cpa', verdict: 'improved', effect_pct: -15 }),
        expect.objectContaining({ metric: 'spend', verdict: null, after: null }),
      ]),
    );
  });

  it('of a recommendation without figures says that there are none', async () => {
    const id = await recommended(few, { generated_at: new Date(), context: {} });
    const history = await (await api.as('viewer')).get(`/api/v1/campaigns/${few}/history?limit=1`);
    expect(history.at('data.0')).toMatchObject({ recommendation_id: id, metrics_at_decision: null, metrics_after: {} });
  });
});

describe('in the internal beta', () => {
  const settings = (change: Partial<AgentSettings>) =>
    withTenant(api.database.owner, tenant_id, (tx) => saveAgentSettings(tx, change, 'admin@example.com'));
  const stageOf = (rollout_stage: 'internal_beta' | 'full' | null) =>
    withTenant(api.database.owner, tenant_id, (tx) => setCampaignRollout(tx, beta, { rollout_stage }));
  let id: string;
  beforeAll(async () => {
    id = await recommended(beta);
  });

  /** What somebody finds of the recommendation, by every way that leads to it. */
  async function found(name: string): Promise<readonly unknown[]> {
    const client = await api.as(name);
    const listed = await client.get(`${list}?campaign_id=${beta}`);
    const history = await client.get(`/api/v1/campaigns/${beta}/history`);
    return [(await client.get(`${list}/${id}`)).status, listed.at('total'), history.at('total')];
  }

  it('a recommendation is there for its members and those who run the agent, and does not exist for others', async () => {
    await settings({ rollout_stage: 'internal_beta', beta_emails: [person.email.toUpperCase()] });
    for (const name of ['marketer', 'admin', 'engineer', 'oncall'])
      expect([name, ...(await found(name))]).toEqual([name, 200, 1, 1]);
    for (const name of ['viewer', 'approver', 'analyst'])
      expect([name, ...(await found(name))]).toEqual([name, 404, 0, 0]);
  });

  it('nobody else decides, judges or flags what they cannot see', async () => {
    await settings({ rollout_stage: 'internal_beta', beta_emails: [person.email] });
    const approver = await api.as('approver');
    const tries: readonly [string, object][] = [
      ['decision', { decision: 'approved' }],
      ['feedback', { category: 'wrong_unclear' }],
      ['flag', { flagged: true }],
    ];
    for (const [verb, body] of tries) {
      const answer = await approver.post(`${list}/${id}/${verb}`, body);
      expect([verb, answer.status, answer.at('code')]).toEqual([verb, 404, 'NOT_FOUND']);
    }
    const shown = await (await api.as('admin')).get(`${list}/${id}`);
    expect(shown.body).toMatchObject({ status: 'pending', flagged_for_review: false, feedback: [] });
  });

  it('the stage of the campaign goes before that of the tenant, both ways', async () => {
    await settings({ rollout_stage: 'internal_beta', beta_emails: [] });
    await stageOf('full');
    expect(await found('viewer')).toEqual([200, 1, 1]);
    await settings({ rollout_stage: 'full' });
    await stageOf('internal_beta');
    expect(await found('viewer')).toEqual([404, 0, 0]);
    await stageOf(null);
    expect(await found('viewer')).toEqual([200, 1, 1]);
  });
});
