import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoTenants } from '../../contracts/demo-world.ts';
import { withTenant } from '../../db/connect.ts';
import { executions, outbox } from '../../db/schema/index.ts';
import { startTestApi, type TestApi } from '../../tests/harness/api-server.ts';
import type { HttpClient } from '../../tests/harness/http-client.ts';
import { recordingTemporal } from '../../tests/harness/recording-temporal.ts';

const [tenant] = demoTenants;
const tenant_id = tenant?.tenant_id ?? '';
const campaignIds = tenant?.campaigns.map((each) => each.campaign_id) ?? [];

const temporal = recordingTemporal();
let api: TestApi;
let marketer: HttpClient;
beforeAll(async () => {
  api = await startTestApi({ temporal: temporal.gateway });
  marketer = await api.as('marketer');
});
afterAll(() => api.stop());

const path = '/v2/playbooks/sync-insights/execute';
const inputs = (index: number) => ({ inputs: { campaign_id: campaignIds[index] ?? '' } });
const rowsOf = (campaign_id: string) =>
  withTenant(api.database.owner, tenant_id, async (tx) =>
    (await tx.select().from(executions)).filter((row) => row.campaign_id === campaign_id),
  );

describe('a request with an Idempotency-Key', () => {
  it('sent fifty times at once starts one execution; the others get the same answer or are told to wait', async () => {
    const key = { 'idempotency-key': randomUUID() };
    const answers = await Promise.all(Array.from({ length: 50 }, () => marketer.post(path, inputs(0), key)));
    const accepted = answers.filter((each) => each.status === 202);
    const ids = new Set(accepted.map((each) => each.text('execution_id')));
    expect(ids.size).toBe(1);
    expect(answers.every((each) => each.status === 202 || each.at('code') === 'IDEMPOTENCY_IN_FLIGHT')).toBe(true);
    expect(accepted.filter((each) => each.headers.get('idempotency-replayed') === null).length).toBe(1);
    expect(await rowsOf(campaignIds[0] ?? '')).toHaveLength(1);
    const late = await marketer.post(path, inputs(0), key);
    expect([late.status, late.text('execution_id')]).toEqual([202, [...ids][0]]);
    expect(late.headers.get('location')).toContain(late.text('execution_id'));
  });

  it('is refused with another body, and is free to another person and another tenant', async () => {
    const key = { 'idempotency-key': randomUUID() };
    expect((await marketer.post(path, inputs(1), key)).status).toBe(202);
    const misused = await marketer.post(path, inputs(2), key);
    expect([misused.status, misused.at('code')]).toEqual([422, 'IDEMPOTENCY_KEY_REUSED']);
    const engineer = await api.as('engineer');
    expect((await engineer.post(path, inputs(2), key)).status).toBe(202);
    const theirs = { inputs: { campaign_id: demoTenants[1]?.campaigns[0]?.campaign_id ?? '' } };
    expect((await (await api.as('marketer', 1)).post(path, theirs, key)).status).toBe(202);
  });

  it('may be used again after a request that failed', async () => {
    const key = { 'idempotency-key': randomUUID() };
    expect((await marketer.post(path, { inputs: { campaign_id: 'unknown' } }, key)).status).toBe(404);
    expect((await marketer.post(path, { inputs: { campaign_id: 'unknown' } }, key)).status).toBe(404);
  });
});

describe('starting an execution', () => {
  it('hands the plan, the requester and who may not approve over to the workflow', async () => {
    const answer = await marketer.post(path, inputs(3));
    const input = temporal.started.get(answer.text('execution_id'));
    expect(input).toMatchObject({
      tenant_id,
      plan: { playbook_id: 'sync_insights_v1' },
      entity: { type: 'campaign', id: campaignIds[3] },
      mode: 'live',
      requested_by: { email: `marketer@${tenant?.email_domain}` },
    });
    expect(input?.excluded_user_ids).toHaveLength(2);
    expect(answer.text('workflow_id')).toBe(`pb.sync_insights_v1.${campaignIds[3]}.${answer.text('execution_id')}`);
  });

  it('survives a Temporal that is away: accepted, kept in the outbox, started once when it is back', async () => {
    temporal.failNext(1);
    const answer = await marketer.post(path, inputs(4));
    expect(answer.status).toBe(202);
    const execution_id = answer.text('execution_id');
    expect(temporal.started.has(execution_id)).toBe(false);
    await expect.poll(() => temporal.started.has(execution_id), { timeout: 10_000 }).toBe(true);
    const message = async () =>
      (await withTenant(api.database.owner, tenant_id, (tx) => tx.select().from(outbox))).find(
        (row) => row.dedupe_key === `start/${execution_id}`,
      );
    await expect.poll(async () => (await message())?.done_at instanceof Date).toBe(true);
    expect((await message())?.attempts).toBe(2);
  });

  it('allows one live execution for each playbook and entity, and names the one that is in the way', async () => {
    const first = await marketer.post(path, inputs(5));
    const second = await marketer.post(path, inputs(5));
    expect([second.status, second.at('code')]).toEqual([409, 'EXECUTION_CONFLICT']);
    expect(second.at('details.execution_id')).toBe(first.at('execution_id'));
    const [a, b, c] = await Promise.all([1, 2, 3].map(() => marketer.post(path, inputs(6))));
    expect([a?.status, b?.status, c?.status].sort()).toEqual([202, 409, 409]);
  });

  it('writes nothing when it is refused', async () => {
    const before = await withTenant(api.database.owner, tenant_id, (tx) => tx.select().from(outbox));
    const refused = [
      await marketer.post('/v2/playbooks/no-such/execute', inputs(7)),
      await marketer.post(path, { inputs: { campaign_id: campaignIds[7], days: 'many', colour: 1 } }),
      await marketer.post(path, { inputs: {} }),
      await marketer.post(path, { inputs: { campaign_id: demoTenants[1]?.campaigns[0]?.campaign_id } }),
    ];
    expect(refused.map((each) => each.at('code'))).toEqual([
      'PLAYBOOK_NOT_FOUND',
      'EXECUTION_INPUT_INVALID',
      'EXECUTION_INPUT_INVALID',
      'CAMPAIGN_NOT_FOUND',
    ]);
    const after = await withTenant(api.database.owner, tenant_id, (tx) => tx.select().from(outbox));
    expect(after.length).toBe(before.length);
    expect(await rowsOf(campaignIds[7] ?? '')).toEqual([]);
  });

  it.each(['live', 'dry_run'])('refuses a %s run for a platform that the playbook is not for', async (mode) => {
    const google = tenant?.other_accounts.find((each) => each.platform === 'google_ads')?.campaigns[0];
    const campaign_id = google?.campaign_id ?? '';
    const body = { inputs: { campaign_id }, mode };
    const refused = await marketer.post('/v2/playbooks/creative-rotation/execute', body);
    expect([refused.status, refused.at('code')]).toEqual([422, 'CAMPAIGN_ON_OTHER_PLATFORM']);
    expect(refused.at('details')).toEqual({
      campaign_id,
      platform: 'google_ads',
      platforms: ['meta_ads', 'tiktok_ads'],
    });
    expect(await rowsOf(campaign_id)).toEqual([]);
  });

  it('refuses to undo what changed nothing', async () => {
    const started = await marketer.post(path, inputs(7));
    const answer = await marketer.post(`/v2/executions/${started.text('execution_id')}/undo`, {});
    expect([answer.status, answer.at('code')]).toEqual([409, 'EXECUTION_NOT_UNDOABLE']);
  });

  it('runs a single reading action as an execution, and no writing one', async () => {
    const engineer = await api.as('engineer');
    const read = '/v2/actions/AdPlatformAgent.read_campaign_state/run';
    const answer = await engineer.post(read, { params: { campaign_id: campaignIds[0] } });
    expect(answer.status).toBe(202);
    expect(temporal.started.get(answer.text('execution_id'))?.plan.steps).toMatchObject([
      { action_id: 'AdPlatformAgent.read_campaign_state', effect: 'read' },
    ]);
    expect((await engineer.post(read, { params: { campaign: 1 } })).at('code')).toBe('ACTION_PARAMS_INVALID');
    const write = await engineer.post('/v2/actions/AdPlatformAgent.pause/run', { params: {} });
    expect([write.status, write.at('details')]).toEqual([400, { effect: 'write' }]);
  });

  it('can be cancelled by whoever is on call, also before its workflow is there', async () => {
    const [row] = await rowsOf(campaignIds[7] ?? '');
    const answer = await (await api.as('oncall')).post(`/v2/executions/${row?.execution_id}/cancel`, {
      reason: 'enough',
    });
    expect(answer.status).toBe(202);
    expect(temporal.signals).toMatchObject([
      { workflow_id: row?.workflow_id, name: 'cancel', payload: { compensate: false, reason: 'enough' } },
    ]);
  });
});
