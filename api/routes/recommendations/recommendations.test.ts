import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoTenants } from '../../../contracts/demo-world.ts';
import { feedbackCategorySchema } from '../../../contracts/feedback.ts';
import { withTenant } from '../../../db/connect.ts';
import { appendEvent } from '../../../db/queries/execution-events.ts';
import { executions, recommendations } from '../../../db/schema/index.ts';
import { startTestApi, type TestApi } from '../../../tests/harness/api-server.ts';
import { insertWaitingRows, quietRecommendation } from '../../../tests/harness/decision-rows.ts';
import type { HttpClient } from '../../../tests/harness/http-client.ts';
import { recordingTemporal } from '../../../tests/harness/recording-temporal.ts';

const tenant_id = demoTenants[0]?.tenant_id ?? '';
const campaignIds = demoTenants[0]?.campaigns.map((each) => each.campaign_id) ?? [];
const analyze = '/api/v1/recommendations/analyze';

const temporal = recordingTemporal();
let api: TestApi;
let marketer: HttpClient;
let approver: HttpClient;
beforeAll(async () => {
  api = await startTestApi({ temporal: temporal.gateway });
  [marketer, approver] = await Promise.all([api.as('marketer'), api.as('approver')]);
});
afterAll(() => api.stop());

/** Waits for the execution of a campaign to be started, as a worker would see it. */
async function startedFor(campaign_id: string): Promise<string> {
  const find = () => [...temporal.started.values()].find((input) => input.entity?.id === campaign_id)?.execution_id;
  await expect.poll(find, { timeout: 15_000 }).toBeDefined();
  return find() ?? '';
}

/** Writes what the playbook’s record step writes. */
async function recommend(execution_id: string, campaign_id: string): Promise<void> {
  const { recommended_workflow, specific_action, reasoning, signal_analysis, root_cause, confidence, action } =
    quietRecommendation;
  await withTenant(api.database.app, tenant_id, async (tx) => {
    await tx.insert(recommendations).values({
      ...{ id: execution_id, execution_id, campaign_id, context: {}, recommendation: quietRecommendation, action },
      ...{ recommended_workflow, specific_action, reasoning, signal_analysis, root_cause, confidence },
    });
    await appendEvent(tx, { execution_id, type: 'step.completed', data: {} });
  });
}

describe('analysing a campaign', () => {
  it('answers with an undecided recommendation of the last day without starting anything', async () => {
    const campaign_id = campaignIds[0] ?? '';
    const rows = await insertWaitingRows(api.database.owner, tenant_id, { campaign_id, requester: 'marketer' });
    const answer = await marketer.post(analyze, { campaign_id });
    expect([answer.status, answer.at('status')]).toEqual([200, 'cached']);
    expect(answer.at('recommendation_id')).toBe(rows.recommendation_id);
    expect(answer.at('recommendation.recommendation.root_cause')).toBe('no_change');
    expect([...temporal.started.values()].some((input) => input.entity?.id === campaign_id)).toBe(false);
  });

  it('waits for a new one; who asks meanwhile shares it', async () => {
    const campaign_id = campaignIds[1] ?? '';
    const first = marketer.post(analyze, { campaign_id });
    const execution_id = await startedFor(campaign_id);
    const second = approver.post(analyze, { campaign_id });
    await recommend(execution_id, campaign_id);
    for (const answer of await Promise.all([first, second])) {
      // Whoever asks in the moment it is made gets it from the store.
      expect([answer.status, ['generated', 'cached'].includes(answer.text('status'))]).toEqual([200, true]);
      expect([answer.at('recommendation_id'), answer.at('execution_id')]).toEqual([execution_id, execution_id]);
    }
  });

  it('a forced one replaces the one that is running', async () => {
    const campaign_id = campaignIds[5] ?? '';
    const first = marketer.post(analyze, { campaign_id }, { prefer: 'respond-async' });
    const replaced = (await first).text('execution_id');
    const forced = approver.post(analyze, { campaign_id, force_refresh: true }, { prefer: 'respond-async' });
    await expect
      .poll(() => temporal.cancelled.some((workflow_id) => workflow_id.includes(replaced)), { timeout: 15_000 })
      .toBe(true);
    await withTenant(api.database.app, tenant_id, async (tx) => {
      await tx.update(executions).set({ status: 'cancelled' }).where(eq(executions.execution_id, replaced));
    });
    const answer = await forced;
    expect([answer.status, answer.at('status')]).toEqual([202, 'started']);
    expect(answer.at('execution_id')).not.toBe(replaced);
  });

  it('can be asked for without waiting: the id is known at once and resolves later', async () => {
    const campaign_id = campaignIds[2] ?? '';
    const answer = await marketer.post(analyze, { campaign_id }, { prefer: 'respond-async' });
    expect([answer.status, answer.at('status')]).toEqual([202, 'started']);
    expect(answer.headers.get('retry-after')).toBe('2');
    const location = answer.headers.get('location') ?? '';
    expect(location).toBe(`/api/v1/recommendations/${answer.text('recommendation_id')}`);
    expect((await marketer.get(location)).status).toBe(404);
    await recommend(answer.text('execution_id'), campaign_id);
    expect((await marketer.get(location)).at('execution_id')).toBe(answer.at('execution_id'));
  });

  it('says so when the execution ends without one', async () => {
    const campaign_id = campaignIds[3] ?? '';
    const asked = marketer.post(analyze, { campaign_id });
    const execution_id = await startedFor(campaign_id);
    await withTenant(api.database.app, tenant_id, async (tx) => {
      const values = { status: 'failed', error_code: 'PLATFORM_UNAVAILABLE' } as const;
      await tx.update(executions).set(values).where(eq(executions.execution_id, execution_id));
      await appendEvent(tx, { execution_id, type: 'execution.finished', data: {} });
    });
    const answer = await asked;
    expect([answer.status, answer.at('code')]).toEqual([500, 'ANALYSIS_FAILED']);
    expect(answer.at('details.execution_error_code')).toBe('PLATFORM_UNAVAILABLE');
  });

  it('knows no campaign of another tenant', async () => {
    const answer = await marketer.post(analyze, { campaign_id: demoTenants[1]?.campaigns[0]?.campaign_id });
    expect([answer.status, answer.at('code')]).toEqual([404, 'CAMPAIGN_NOT_FOUND']);
  });
});

describe('a recommendation that changes nothing', () => {
  it('is decided once; the second person is told who was first', async () => {
    const campaign_id = campaignIds[4] ?? '';
    const started = await marketer.post(analyze, { campaign_id }, { prefer: 'respond-async' });
    const id = started.text('recommendation_id');
    await recommend(id, campaign_id);
    const path = `/api/v1/recommendations/${id}/decision`;
    expect((await approver.post(path, { decision: 'perhaps' })).status).toBe(400);
    const first = await approver.post(path, { decision: 'approved', feedback: 'agreed' });
    expect([first.status, first.at('status'), first.at('approval_id')]).toEqual([200, 'recorded', null]);
    expect((await approver.post(path, { decision: 'approved' })).status).toBe(200);
    const second = await marketer.post(path, { decision: 'rejected', category: 'wrong_unclear' });
    expect([second.status, second.at('code')]).toEqual([409, 'DECISION_TOO_LATE']);
    expect(second.text('details.decided_by')).toContain('approver@');
    const shown = await marketer.get(`/api/v1/recommendations/${id}`);
    expect(shown.body).toMatchObject({ human_decision: 'approved', decision_feedback: 'agreed' });
    const list = await marketer.get('/api/v1/recommendations?status=approved&limit=1');
    expect(list.body).toMatchObject({ limit: 1, offset: 0, total: 1 });
    const history = await marketer.get(`/api/v1/campaigns/${campaign_id}/history`);
    expect(history.at('data.0.recommendation_id')).toBe(id);
  });

  it.each<[string, object, string]>([
    ['no word about it', { decision: 'rejected' }, 'DECISION_REASON_MISSING'],
    ['none', { decision: 'rejected', category: null, feedback: 'bad_timing' }, 'DECISION_REASON_MISSING'],
    ['an unknown one', { decision: 'rejected', category: 'bad_timing' }, 'REQUEST_INVALID'],
  ])('is not rejected without a category (%s): the list is named, and nothing is recorded', async (_, body, code) => {
    const rows = await insertWaitingRows(api.database.owner, tenant_id, {
      ...{ campaign_id: campaignIds[4] ?? '', requester: 'marketer' },
    });
    const path = `/api/v1/recommendations/${rows.recommendation_id}`;
    const refused = await approver.post(`${path}/decision`, body);
    expect([refused.status, refused.at('code')]).toEqual([400, code]);
    for (const category of feedbackCategorySchema.options) expect(JSON.stringify(refused.body)).toContain(category);
    expect((await approver.get(path)).body).toMatchObject({ status: 'pending', human_decision: null });
  });

  it('is rejected with what the person thinks of it and would have done', async () => {
    const campaign_id = campaignIds[4] ?? '';
    const started = await marketer.post(analyze, { campaign_id, force_refresh: true }, { prefer: 'respond-async' });
    const id = started.text('recommendation_id');
    await recommend(id, campaign_id);
    const said = {
      ...{ decision: 'rejected', category: 'wrong_understandable', feedback: 'Too early.' },
      ...{ human_workflow: 'Creative Refresh', human_reasoning: 'The picture is old.' },
    };
    expect((await approver.post(`/api/v1/recommendations/${id}/decision`, said)).status).toBe(200);
    expect((await marketer.get(`/api/v1/recommendations/${id}`)).body).toMatchObject({
      ...{ human_decision: 'rejected', feedback_category: 'wrong_understandable', decision_feedback: 'Too early.' },
      ...{ human_workflow: 'Creative Refresh', human_reasoning: 'The picture is old.' },
    });
  });
});
