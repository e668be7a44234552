import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { demoTenants } from '../../../contracts/demo-world.ts';
import { withTenant } from '../../../db/connect.ts';
import { setCampaignRollout } from '../../../db/queries/agent-settings.ts';
import { insertRecommendation } from '../../../db/queries/recommendations.ts';
import { executions } from '../../../db/schema/index.ts';
import { startTestApi, type TestApi } from '../../../tests/harness/api-server.ts';
import { insertWaitingRows, quietRecommendation } from '../../../tests/harness/decision-rows.ts';
import type { HttpClient } from '../../../tests/harness/http-client.ts';
import { recordingTemporal } from '../../../tests/harness/recording-temporal.ts';

const tenant_id = demoTenants[0]?.tenant_id ?? '';
const campaignIds = demoTenants[0]?.campaigns.map((each) => each.campaign_id) ?? [];
const [known = '', first = '', second = ''] = campaignIds;

const temporal = recordingTemporal();
let api: TestApi;
let analyst: HttpClient;
beforeAll(async () => {
  api = await startTestApi({ temporal: temporal.gateway });
  analyst = await api.as('analyst');
  await insertWaitingRows(api.database.owner, tenant_id, { campaign_id: known, requester: 'marketer' });
});
afterAll(() => api.stop());

async function inputsOf(execution_id: string): Promise<unknown> {
  const [row] = await api.database.owner.sql`select inputs from executions where execution_id = ${execution_id}`;
  return row?.inputs;
}

describe('many analyses', () => {
  it('are started together, each with an answer of its own, and the unknown campaign stops no other', async () => {
    const campaign_ids = [known, first, 'unknown', second, first];
    const started = await analyst.post('/api/v1/recommendations/batches', { campaign_ids });
    expect(started.status).toBe(202);
    const items = campaign_ids
      .slice(0, 4)
      .map((_, index) => [
        started.at(`items.${index}.campaign_id`),
        started.at(`items.${index}.status`),
        started.at(`items.${index}.error_code`),
      ]);
    expect(items).toEqual([
      [known, 'cached', null],
      [first, 'started', null],
      ['unknown', 'refused', 'CAMPAIGN_NOT_FOUND'],
      [second, 'started', null],
    ]);
    // Asked for twice in one request, a campaign is looked at once.
    expect(started.at('items.4')).toBeUndefined();
    const batch_id = started.text('batch_id');
    const execution_id = started.text('items.1.execution_id');
    expect(await inputsOf(execution_id)).toMatchObject({ campaign_id: first, batch_id });
    // Nobody waits for one of many.
    expect(temporal.started.get(execution_id)).toMatchObject({ background: true });

    const location = started.headers.get('location') ?? '';
    const before = await analyst.get(location);
    expect(before.body).toMatchObject({ batch_id, total: 2, recommended: 0, failed: 0, pending: 2 });
    await withTenant(api.database.app, tenant_id, async (tx) => {
      await insertRecommendation(tx, {
        ...{ campaign_id: first, execution_id, context: {}, recommendation: quietRecommendation, mode: 'propose' },
        ...{ validation_passed: true, generated_at: new Date() },
      });
      const failed = started.text('items.3.execution_id');
      const values = { status: 'failed', error_code: 'ACTIVITY_TIMED_OUT' } as const;
      await tx.update(executions).set(values).where(eq(executions.execution_id, failed));
    });
    const after = await analyst.get(location);
    expect(after.body).toMatchObject({ total: 2, recommended: 1, failed: 1, pending: 0 });
    expect(after.body).toMatchObject({
      items: [
        { campaign_id: first, recommendation_id: execution_id, recommended_workflow: 'Continue Monitoring' },
        { campaign_id: second, recommendation_id: null, error_code: 'ACTIVITY_TIMED_OUT' },
      ],
    });
    // Once it has its recommendation, an execution that ended is not one that failed.
    await api.database.owner.sql`update executions set status = 'completed' where execution_id = ${execution_id}`;
    expect((await analyst.get(location)).body).toMatchObject({ total: 2, recommended: 1, failed: 1, pending: 0 });
    const stranger = await api.as('analyst', 1);
    expect((await stranger.get(location)).status).toBe(404);
  });

  it('are one to five hundred, and a fault of ours is none of a campaign', async () => {
    const ask = (campaign_ids: readonly string[]) => analyst.post('/api/v1/recommendations/batches', { campaign_ids });
    expect((await ask([])).status).toBe(400);
    expect((await ask(Array.from({ length: 501 }, (_, index) => `unknown-${index}`))).status).toBe(400);
    await api.database.owner.sql`alter table campaigns rename to campaigns_away`;
    try {
      expect((await ask([first])).status).toBe(500);
    } finally {
      await api.database.owner.sql`alter table campaigns_away rename to campaigns`;
    }
  });

  it('of a campaign in the internal beta are refused to, and shown to, nobody who takes no part in it', async () => {
    const own = (rollout_stage: 'internal_beta' | null) =>
      withTenant(api.database.owner, tenant_id, (tx) => setCampaignRollout(tx, known, { rollout_stage }));
    const ask = { campaign_ids: [known, first], force_refresh: true };
    const before = await analyst.post('/api/v1/recommendations/batches', ask);
    const location = before.headers.get('location') ?? '';
    await own('internal_beta');
    onTestFinished(async () => void (await own(null)));
    const after = await analyst.post('/api/v1/recommendations/batches', { campaign_ids: [known] });
    expect(after.at('items.0')).toMatchObject({ status: 'refused', error_code: 'FORBIDDEN', recommendation_id: null });
    const alone = await analyst.post('/api/v1/recommendations/analyze', { campaign_id: known });
    expect([alone.status, alone.at('recommendation')]).toEqual([403, undefined]);
    const runsIt = await api.as('engineer');
    expect([(await analyst.get(location)).at('total'), (await runsIt.get(location)).at('total')]).toEqual([1, 2]);
  });

  it('asked for again under the same key are the same batch', async () => {
    const body = { campaign_ids: [first, second], force_refresh: true };
    const key = { 'idempotency-key': 'batch-one' };
    const once = await analyst.post('/api/v1/recommendations/batches', body, key);
    const again = await analyst.post('/api/v1/recommendations/batches', body, key);
    expect(again.body).toEqual(once.body);
    expect(await inputsOf(once.text('items.0.execution_id'))).toMatchObject({ force_refresh: true });
    // The server died before it could keep its answer: nothing is started twice.
    await api.database.owner.sql`delete from idempotency_keys where key = 'batch-one'`;
    expect((await analyst.post('/api/v1/recommendations/batches', body, key)).body).toEqual(once.body);
    const other = await analyst.post('/api/v1/recommendations/batches', { campaign_ids: [second] }, key);
    expect(other.at('code')).toBe('IDEMPOTENCY_KEY_REUSED');
    // The same key of somebody else is another one.
    const marketer = await api.as('marketer');
    const theirs = await marketer.post('/api/v1/recommendations/batches', body, key);
    expect([theirs.status, theirs.at('batch_id') === once.at('batch_id')]).toEqual([202, false]);
  });

  it('are not started by somebody who may only read', async () => {
    const viewer = await api.as('viewer');
    expect((await viewer.post('/api/v1/recommendations/batches', { campaign_ids: [first] })).status).toBe(403);
  });
});

describe('one analysis', () => {
  it('hands a forced refresh, a prompt and a model on to the playbook, and takes no recent recommendation then', async () => {
    const analyze = '/api/v1/recommendations/analyze';
    for (const wish of [{ force_refresh: true }, { prompt_version: '1.1' }, { model: 'stand-in-1' }]) {
      const body = { campaign_id: known, ...wish };
      const answer = await analyst.post(analyze, body, { prefer: 'respond-async' });
      expect([answer.status, answer.at('status')]).toEqual([202, 'started']);
      expect(await inputsOf(answer.text('execution_id'))).toMatchObject(body);
    }
  });

  it('is waited for by somebody, so it is not in the background', async () => {
    const wanted = { campaign_id: campaignIds.at(-1) };
    const answer = await analyst.post('/api/v1/recommendations/analyze', wanted, { prefer: 'respond-async' });
    const started = temporal.started.get(answer.text('execution_id'));
    expect(started).toMatchObject({ inputs: wanted });
    expect(started).not.toHaveProperty('background');
  });
});
