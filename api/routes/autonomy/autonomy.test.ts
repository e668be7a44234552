import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoTenants } from '../../../contracts/demo-world.ts';
import { withTenant } from '../../../db/connect.ts';
import { findPlaybook } from '../../../db/queries/playbooks.ts';
import { auditLog, playbookVersions, recommendations } from '../../../db/schema/index.ts';
import { startTestApi, type TestApi } from '../../../tests/harness/api-server.ts';
import { insertWaitingRows, personOf } from '../../../tests/harness/decision-rows.ts';
import type { HttpClient } from '../../../tests/harness/http-client.ts';
import { bidRecommendation, insertRecommended } from '../../../tests/harness/recommendation-rows.ts';
import { recordingTemporal } from '../../../tests/harness/recording-temporal.ts';

const [tenant] = demoTenants;
const tenant_id = tenant?.tenant_id ?? '';
const campaign_id = tenant?.campaigns[0]?.campaign_id ?? '';
const temporal = recordingTemporal();
let api: TestApi;
let admin: HttpClient;
let approver: HttpClient;
beforeAll(async () => {
  api = await startTestApi({ temporal: temporal.gateway });
  [admin, approver] = await Promise.all([api.as('admin'), api.as('approver')]);
});
afterAll(() => api.stop());

const playbook_id = 'campaign_health_v1';
const scenario = { playbook_id, workflow_type: 'Bid Adjustment', risk_level: 'low', ad_account_id: null };
const asOwner = <Result>(work: Parameters<typeof withTenant<Result>>[2]) =>
  withTenant(api.database.owner, tenant_id, work);
/** Sets what the author of campaign-health allows. */
const allow = (autonomy: 'propose' | 'auto') =>
  asOwner(async (tx) => {
    const found = await findPlaybook(tx, playbook_id);
    if (found === null) throw new Error('campaign-health is not deployed.');
    const plan = { ...found.plan, guardrails: { ...found.plan.guardrails, autonomy } };
    await tx.update(playbookVersions).set({ plan }).where(eq(playbookVersions.playbook_id, playbook_id));
  });

/** So many recommendations of campaign-health that people accepted and that helped. */
async function accepted(count: number): Promise<void> {
  const { user_id, email } = await personOf(api.database.owner, tenant_id, 'marketer');
  const yesterday = new Date(Date.now() - 86_400_000);
  const unused = { brand_id: '', ad_account_id: '', execution_id: '', playbook_version_id: '' };
  const rows = { ...unused, tenant_id, user_id, email, playbook_id, campaign_id };
  for (let index = 0; index < count; index += 1)
    await insertRecommended(api.database.owner, rows, {
      ...{ campaign_id, generated_at: yesterday, recommendation: bidRecommendation() },
      execution: { campaign_id, playbook_version_id: null },
      set: {
        ...{ status: 'approved', human_decision: 'approved', decided_at: yesterday, decided_by: email },
        ...{ outcome_metrics: { improvement_pct: 9, followed: true }, outcome_recorded_at: yesterday },
      },
    });
}

describe('autonomy', () => {
  it('is refused until it is earned, naming what is missing, and where the author does not allow it', async () => {
    await allow('propose');
    const forbidden = await admin.post('/v2/autonomy/grants', scenario);
    expect([forbidden.status, forbidden.at('code')]).toEqual([409, 'AUTONOMY_NOT_ALLOWED']);
    await allow('auto');
    const early = await admin.post('/v2/autonomy/grants', scenario);
    expect([early.status, early.at('code')]).toEqual([409, 'AUTONOMY_NOT_EARNED']);
    expect(early.at('details.unmet.0.condition')).toBe('decided');
    expect((await admin.post('/v2/autonomy/grants', { ...scenario, playbook_id: 'none' })).status).toBe(404);
    expect((await admin.post('/v2/autonomy/grants', { ...scenario, more: 1 })).status).toBe(400);
  });

  it('once earned is switched on by a person who may, once, is shown and simulated, and switched off again', async () => {
    await allow('auto');
    await accepted(21);
    const high = await admin.post('/v2/autonomy/grants', { ...scenario, risk_level: 'high' });
    expect([high.status, high.at('code')]).toEqual([409, 'AUTONOMY_NOT_EARNED']);
    expect((await approver.post('/v2/autonomy/grants', scenario)).status).toBe(403);
    const on = await (await api.as('oncall')).post('/v2/autonomy/grants', scenario);
    expect([on.status, on.at('workflow_type'), on.at('ended_at')]).toEqual([201, 'Bid Adjustment', null]);
    const again = await admin.post('/v2/autonomy/grants', scenario);
    expect([again.status, again.at('grant_id')]).toEqual([200, on.at('grant_id')]);
    const { body } = await approver.get('/v2/autonomy/scenarios');
    expect(body).toMatchObject({
      rule: { acceptance_above: 0.85 },
      data: expect.arrayContaining([
        expect.objectContaining({ ...scenario, earned: true, grant_id: on.at('grant_id'), acceptance_rate: 1 }),
      ]),
    });
    const simulated = await approver.get(`/v2/autonomy/simulation?days=7&playbook_id=${playbook_id}`);
    // All were made before any of them was decided, so none would have gone through.
    expect(simulated.body).toMatchObject({ considered: 21, would_approve: 0, data: [] });
    const off = await admin.post(`/v2/autonomy/grants/${on.text('grant_id')}/end`, { reason: 'holiday season' });
    expect([off.status, off.at('ended_reason')]).toEqual([200, 'holiday season']);
    expect((await admin.post(`/v2/autonomy/grants/${on.text('grant_id')}/end`, { reason: 'x' })).status).toBe(404);
    const actions = (await asOwner((tx) => tx.select().from(auditLog))).map((each) => each.action);
    expect(actions.filter((each) => each.startsWith('autonomy.'))).toEqual(['autonomy.granted', 'autonomy.ended']);
  });
});

describe('the stage of the agent', () => {
  const executed = (id: string) => [...temporal.started.values()].find((input) => input.execution_id === id)?.mode;

  it('is set by operators, and in shadow an analysis asks and tells nobody', async () => {
    expect((await approver.get('/v2/agent-settings')).at('rollout_stage')).toBe('full');
    expect((await approver.post('/v2/agent-settings', { rollout_stage: 'shadow' })).status).toBe(403);
    expect((await admin.post('/v2/agent-settings', { rollout_stage: 'gone' })).status).toBe(400);
    const changed = await admin.post('/v2/agent-settings', { rollout_stage: 'shadow' });
    expect(changed.body).toMatchObject({ rollout_stage: 'shadow', manual_decision_minutes: 45 });
    const async = { prefer: 'respond-async' };
    const path = '/api/v1/recommendations/analyze';
    const quiet = await approver.post(path, { campaign_id, force_refresh: true }, async);
    await expect.poll(() => executed(quiet.text('execution_id'))).toBe('shadow');
    const other = tenant?.campaigns[1]?.campaign_id ?? '';
    const own = await admin.post(`/v2/campaigns/${other}/rollout`, { rollout_stage: 'full' });
    expect(own.body).toEqual({ campaign_id: other, rollout_stage: 'full', reaches: 'everybody' });
    const loud = await approver.post(path, { campaign_id: other, force_refresh: true }, async);
    await expect.poll(() => executed(loud.text('execution_id'))).toBe('live');
    await admin.post('/v2/agent-settings', { rollout_stage: 'full' });
    const back = await admin.post(`/v2/campaigns/${other}/rollout`, { rollout_stage: null });
    expect(back.at('rollout_stage')).toBe('full');
  });
});

describe('feedback and lists', () => {
  it('feedback changes no decision, can flag, and is in the full view with the context; shadow ones are in no list', async () => {
    const rows = await insertWaitingRows(api.database.owner, tenant_id, { campaign_id, requester: 'marketer' });
    const path = `/api/v1/recommendations/${rows.recommendation_id}`;
    const given = await approver.post(`${path}/feedback`, { category: 'wrong_unclear', flag_for_review: true });
    expect([given.status, given.at('reaction')]).toEqual([201, 'Investigate the failure mode.']);
    expect((await approver.post(`${path}/feedback`, { category: 'nice' })).status).toBe(400);
    expect((await (await api.as('viewer')).post(`${path}/feedback`, { category: 'wrong_unclear' })).status).toBe(403);
    const shown = await approver.get(path);
    expect(shown.body).toMatchObject({ status: 'pending', flagged_for_review: true, context: {}, feedback: [{}] });
    const flagged = await approver.get('/api/v1/recommendations?flagged=true&sort=priority');
    expect(flagged.at('total')).toBe(1);
    expect((await approver.post(`${path}/flag`, { flagged: false })).at('flagged_for_review')).toBe(false);
    const taken = await approver.post(`/v2/feedback/${given.text('feedback_id')}/take-up`, { version: '1.1' });
    expect(taken.status).toBe(200);
    expect((await approver.get('/v2/feedback')).at('data')).toEqual([]);
    await asOwner((tx) =>
      tx.update(recommendations).set({ mode: 'shadow' }).where(eq(recommendations.id, rows.recommendation_id)),
    );
    const lists = await Promise.all(
      ['', '&shadow=true'].map((more) => approver.get(`/api/v1/recommendations?status=pending${more}`)),
    );
    expect(lists.map((each) => each.at('total'))).toEqual([0, 1]);
  });

  it('analytics and packs answer', async () => {
    const { body } = await approver.get('/v2/analytics/recommendations?days=7');
    expect(body).toMatchObject({ figures: { decided: 21, acceptance_rate: 1 }, targets: expect.any(Array) });
    expect((await approver.get('/v2/analytics/packs?kind=friday')).at('kind')).toBe('friday');
    expect((await approver.get('/v2/analytics/packs?kind=sunday')).status).toBe(400);
  });
});
