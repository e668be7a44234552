import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { demoTenants } from '../../contracts/demo-world.ts';
import { withTenant } from '../../db/connect.ts';
import { auditLog, executions, stepAttempts, stepRuns } from '../../db/schema/index.ts';
import { startTestApi, type TestApi } from '../../tests/harness/api-server.ts';
import { personOf } from '../../tests/harness/decision-rows.ts';
import type { HttpClient } from '../../tests/harness/http-client.ts';
import { recordingTemporal } from '../../tests/harness/recording-temporal.ts';

const tenant_id = demoTenants[0]?.tenant_id ?? '';
const campaigns = demoTenants[0]?.campaigns.slice(0, 4) ?? [];

const temporal = recordingTemporal();
let api: TestApi;
let oncall: HttpClient;
let version_id: string;
beforeAll(async () => {
  api = await startTestApi({ temporal: temporal.gateway, environment: { TEMPORAL_UI_URL: 'https://ui.example' } });
  oncall = await api.as('oncall');
  const [row] = await api.database.owner.sql`
    select active_version_id from playbooks where tenant_id = ${tenant_id} and playbook_id = 'sync_insights_v1'`;
  version_id = row?.active_version_id;
});
afterAll(() => api.stop());
beforeEach(async () => {
  await api.database.owner.sql`delete from step_attempts`;
  await api.database.owner.sql`delete from step_runs`;
  await api.database.owner.sql`delete from failure_groups`;
  await api.database.owner.sql`update executions set status = 'completed'`;
});

type Facts = {
  campaign?: number;
  code?: string;
  step_id?: string;
  phase?: string;
  minutes_ago?: number;
  attempts?: number;
  retrying?: true;
};

/** An execution that failed, or that is stuck, with an error for each attempt of its step. */
async function fail(facts: Facts = {}, whose = tenant_id): Promise<string> {
  const {
    code = 'PLATFORM_UNAVAILABLE',
    step_id = 'synchronise',
    phase = 'run',
    minutes_ago = 0,
    attempts = 2,
  } = facts;
  const execution_id = randomUUID();
  const at = new Date(Date.now() - minutes_ago * 60_000);
  const campaign_id = whose === tenant_id ? (campaigns[facts.campaign ?? 0]?.campaign_id ?? '') : null;
  const person = await personOf(api.database.owner, whose, 'marketer');
  await withTenant(api.database.owner, whose, async (tx) => {
    const ended = { status: 'failed' as const, finished_at: at, error_code: code, error_message: `It said ${code}.` };
    await tx.insert(executions).values({
      ...{ execution_id, playbook_id: 'sync_insights_v1', workflow_id: `w/${execution_id}`, run_id: 'r1', campaign_id },
      ...(whose === tenant_id ? { playbook_version_id: version_id } : {}),
      ...{ inputs: { campaign_id }, context: {}, requested_by: person.user_id, requested_by_email: person.email },
      ...(facts.retrying ? { status: 'running' as const } : { ...ended, error_details: { step_id } }),
    });
    const step_run_id = randomUUID();
    await tx.insert(stepRuns).values({
      ...{ step_run_id, execution_id, step_id, phase, kind: 'action', attempts, started_at: at },
      status: facts.retrying ? 'running' : 'failed',
    });
    await tx.insert(stepAttempts).values(
      Array.from({ length: attempts }, (_, index) => ({
        ...{ step_run_id, attempt: index + 1, started_at: at, finished_at: at },
        ...{ error_code: code, error_message: `Attempt ${index + 1}: ${code}` },
      })),
    );
  });
  return execution_id;
}
const inbox = async () => (await oncall.get('/v2/failures')).at('data');
const first = async () => (await oncall.get('/v2/failures')).text('data.0.fingerprint');

describe('the failures inbox', () => {
  it('puts failures of one playbook, step and code together, with counts, times, campaigns and words for people', async () => {
    const ids = [
      await fail({ minutes_ago: 60 }),
      await fail({ campaign: 1, minutes_ago: 5 }),
      await fail({ campaign: 1 }),
    ];
    await fail({ code: 'PLATFORM_UNAUTHORIZED', minutes_ago: 90 });
    await fail({ step_id: 'other', minutes_ago: 120 });
    await fail({}, demoTenants[1]?.tenant_id);
    expect(await inbox()).toMatchObject([
      {
        ...{
          playbook_id: 'sync_insights_v1',
          step_id: 'synchronise',
          error_code: 'PLATFORM_UNAVAILABLE',
          count: 3,
          retrying: 0,
        },
        ...{ campaigns: [campaigns[0]?.campaign_id, campaigns[1]?.campaign_id].sort(), last_execution_id: ids[2] },
        ...{ last_error: 'It said PLATFORM_UNAVAILABLE.', money_at_risk: [], assigned_to: null },
        title: expect.stringMatching(/./),
        temporal_url: `https://ui.example/namespaces/default/workflows/w%2F${ids[2]}/r1/history`,
        temporal_command: `temporal workflow show --namespace default --workflow-id 'w/${ids[2]}'`,
      },
      { error_code: 'PLATFORM_UNAUTHORIZED', count: 1 },
      { step_id: 'other', count: 1 },
    ]);
  });

  it('links to the very event at which the newest of them failed, where that is known', async () => {
    const id = await fail();
    const { sql } = api.database.owner;
    const place = { wait: 1, temporal: { run_id: 'r0', event_id: '17' } };
    await sql`update step_attempts set error_details = ${JSON.stringify(place)}::jsonb where attempt = 2`;
    const temporal_url = `https://ui.example/namespaces/default/workflows/w%2F${id}/r0/history/events/17`;
    expect(await inbox()).toMatchObject([{ temporal_url }]);
    const shown = await oncall.get(`/v2/failures/${await first()}`);
    expect(shown.at('executions.0')).toMatchObject({
      temporal_url,
      attempts: [{ temporal_url: null }, { temporal_url }],
    });
  });

  it('counts the daily budget of each campaign once, and only where money was about to be changed', async () => {
    await fail({ campaign: 0, phase: 'apply' });
    await fail({ campaign: 0, phase: 'plan' });
    await fail({ campaign: 2, phase: 'run' });
    const budget = await oncall.get(`/v2/campaigns/${campaigns[0]?.campaign_id}`);
    expect(await inbox()).toMatchObject([
      {
        count: 3,
        money_at_risk: [{ currency: budget.at('currency'), daily_budget_minor: budget.at('daily_budget_minor') }],
      },
    ]);
  });

  it('shows every attempt of each of its executions', async () => {
    const execution_id = await fail({ attempts: 3 });
    const answer = await oncall.get(`/v2/failures/${await first()}`);
    expect(answer.at('executions.0')).toMatchObject({ execution_id, state: 'failed', at_risk: false });
    expect(answer.at('executions.0.attempts')).toMatchObject(
      [1, 2, 3].map((attempt) => ({ attempt, error_message: `Attempt ${attempt}: PLATFORM_UNAVAILABLE` })),
    );
    expect((await oncall.get(`/v2/failures/${'0'.repeat(64)}`)).at('code')).toBe('FAILURE_NOT_FOUND');
  });
});

describe('an execution that is stuck in retries', () => {
  it('is in the inbox and a state of its own, by number of attempts or by time, and one that just began is neither', async () => {
    const often = await fail({ retrying: true, attempts: 4 });
    const long = await fail({ retrying: true, attempts: 2, minutes_ago: 6 });
    await fail({ retrying: true, attempts: 2 });
    await fail({ attempts: 9 });
    const listed = await oncall.get('/v2/playbooks/executions?state=retrying');
    const rows = listed.at('data');
    expect(Array.isArray(rows) ? rows.map((row) => row.execution_id).sort() : []).toEqual([often, long].sort());
    expect(await inbox()).toMatchObject([{ count: 3, retrying: 2 }]);
  });
});

describe('retrying a group', () => {
  it('counts first, then runs each failed one again once, and the group is gone', async () => {
    const ids = [await fail(), await fail({ campaign: 1 }), await fail({ campaign: 2 })];
    await fail({ campaign: 3, retrying: true, attempts: 5 });
    const path = `/v2/failures/${await first()}/retry`;
    const counted = await oncall.post(path, { dry_run: true });
    expect(counted.body).toMatchObject({ count: 3, started: 0, from_step: 'synchronise', dry_run: true, outcomes: [] });
    const one = await oncall.post(path, { execution_ids: [ids[0]], reason: 'The platform is back' });
    expect([one.at('count'), one.at('started')]).toEqual([1, 1]);
    const [all, again] = await Promise.all([oncall.post(path, {}), oncall.post(path, {})]);
    expect(Number(all?.at('started')) + Number(again?.at('started'))).toBeGreaterThanOrEqual(2);
    const reruns = [...temporal.started.values()].filter((input) =>
      ids.includes(input.reused?.from_execution_id ?? ''),
    );
    expect(reruns).toHaveLength(3);
    expect(await inbox()).toMatchObject([{ count: 1, retrying: 1 }]);
    const log = await withTenant(api.database.owner, tenant_id, (tx) => tx.select().from(auditLog));
    expect(log.some((row) => row.action === 'failures.retried')).toBe(true);
  });

  it('tells of each that cannot be run again why, and refuses executions of another group', async () => {
    const execution_id = await fail();
    const path = `/v2/failures/${await first()}/retry`;
    const answer = await oncall.post(path, { from_step: 'no_such_step' });
    expect(answer.body).toMatchObject({ started: 0, outcomes: [{ execution_id, code: 'RERUN_NOT_POSSIBLE' }] });
    expect((await oncall.post(path, { execution_ids: [randomUUID()] })).at('code')).toBe('EXECUTION_NOT_FOUND');
    expect((await (await api.as('marketer')).post(path, {})).status).toBe(403);
  });
});

describe('what people say about a group', () => {
  it('stays with it: owner, note, and settled until it happens again', async () => {
    await fail({ minutes_ago: 1 });
    const path = `/v2/failures/${await first()}`;
    const email = `engineer@${demoTenants[0]?.email_domain}`;
    expect((await oncall.post(`${path}/assign`, { email })).at('assigned_to_email')).toBe(email);
    expect((await oncall.post(`${path}/note`, { note: 'Vendor ticket 7' })).at('note')).toBe('Vendor ticket 7');
    expect(await inbox()).toMatchObject([{ assigned_to_email: email, note: 'Vendor ticket 7' }]);
    const stranger = `engineer@${demoTenants[1]?.email_domain}`;
    expect((await oncall.post(`${path}/assign`, { email: stranger })).at('code')).toBe('REQUEST_INVALID');
    expect((await oncall.post(`${path}/resolve`, {})).status).toBe(200);
    expect(await inbox()).toEqual([]);
    expect((await oncall.get('/v2/failures?state=all')).at('data.0.note')).toBe('Vendor ticket 7');
    await fail({ minutes_ago: -1 });
    expect(await inbox()).toMatchObject([{ count: 1, note: 'Vendor ticket 7' }]);
  });
});
