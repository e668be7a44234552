import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { demoTenants } from '../../contracts/demo-world.ts';
import { withTenant } from '../../db/connect.ts';
import { verifyAudit } from '../../db/queries/audit.ts';
import { auditLog, executions } from '../../db/schema/index.ts';
import { startTestApi, type TestApi } from '../../tests/harness/api-server.ts';
import type { HttpClient } from '../../tests/harness/http-client.ts';
import { recordingTemporal } from '../../tests/harness/recording-temporal.ts';
import type { TemporalGateway } from '../temporal/gateway.ts';

const tenant_id = demoTenants[0]?.tenant_id ?? '';
const campaignIds = demoTenants[0]?.campaigns.map((each) => each.campaign_id) ?? [];

const temporal = recordingTemporal();
const signals: { workflow_id: string; name: string; payload: unknown }[] = [];
/** What happens on the way of the next signal, or that no workflow is there. */
let onSignal: (name: string) => Promise<'sent' | 'gone'> = async () => 'sent';
let gatewayStart: TemporalGateway['start'] | null = null;
const gateway: TemporalGateway = {
  ...temporal.gateway,
  start: (input) => (gatewayStart ?? temporal.gateway.start)(input),
  signal: async (workflow_id, name, payload) => {
    signals.push({ workflow_id, name, payload });
    return onSignal(name);
  },
};
let api: TestApi;
let oncall: HttpClient;
let marketer: HttpClient;
beforeAll(async () => {
  api = await startTestApi({ temporal: gateway });
  [oncall, marketer] = await Promise.all([api.as('oncall'), api.as('marketer')]);
});
afterEach(async () => {
  onSignal = async () => 'sent';
  const holding = (await oncall.get('/v2/pauses?holding=true')).at('data');
  for (const { pause_id } of Array.isArray(holding) ? holding : [])
    await oncall.post(`/v2/pauses/${pause_id}/resume`, {});
  signals.length = 0;
});
afterAll(() => api.stop());

const start = async (index: number) =>
  (await marketer.post('/v2/playbooks/sync-insights/execute', { inputs: { campaign_id: campaignIds[index] } })).text(
    'execution_id',
  );
const pause = (body: object) => oncall.post('/v2/pauses', { reason: 'Tracking is broken', ...body });
const sentTo = (execution_id: string) =>
  signals.filter((each) => each.workflow_id.endsWith(execution_id)).map((each) => each.name);
const finish = (execution_id: string) =>
  api.database.owner.sql.begin(async (tx) => {
    await tx`select set_config('app.tenant_id', ${tenant_id}, true)`;
    await tx`update executions set status = 'completed' where execution_id = ${execution_id}`;
  });

describe('a pause through the door', () => {
  it('tells every live execution in its scope, and the resume tells the same ones', async () => {
    const [inside, outside] = [await start(0), await start(1)];
    const opened = await pause({ scope: 'campaign', scope_id: campaignIds[0] });
    expect([opened.status, opened.at('executions_told'), opened.at('resumed_at')]).toEqual([201, 1, null]);
    await expect.poll(() => sentTo(inside)).toEqual(['pause']);
    const { pause_id, reason } = { pause_id: opened.text('pause_id'), reason: 'Tracking is broken' };
    expect(signals[0]?.payload).toEqual({ pause_id, reason });
    const ended = await oncall.post(`/v2/pauses/${pause_id}/resume`, {});
    expect([ended.status, ended.at('executions_told')]).toEqual([200, 1]);
    expect(ended.text('resumed_by_email')).toContain('oncall@');
    await expect.poll(() => sentTo(inside)).toEqual(['pause', 'resume']);
    expect(sentTo(outside)).toEqual([]);
    await finish(inside);
    await finish(outside);
  });

  it('asked for again is the same pause, and ended again changes nothing', async () => {
    const [first, second] = [await pause({}), await pause({ reason: 'Somebody else noticed' })];
    expect([first.status, second.status]).toEqual([201, 200]);
    expect(second.at('pause_id')).toBe(first.at('pause_id'));
    const path = `/v2/pauses/${first.text('pause_id')}/resume`;
    const ended = await oncall.post(path, {});
    expect((await oncall.post(path, {})).at('resumed_at')).toBe(ended.at('resumed_at'));
    await withTenant(api.database.app, tenant_id, async (tx) => {
      const entries = await tx.select().from(auditLog);
      const about = entries.filter((each) => each.entity_id === first.at('pause_id')).map((each) => each.action);
      expect(about.sort()).toEqual(['scope.paused', 'scope.resumed']);
      expect(await verifyAudit(tx)).toMatchObject({ valid: true });
    });
  });

  it('names what it stops by the ids that executions carry, and refuses what does not exist', async () => {
    expect((await pause({ scope: 'playbook', scope_id: 'sync-insights' })).at('scope_id')).toBe('sync_insights_v1');
    const uuid = (await marketer.get(`/v2/campaigns/${campaignIds[2]}`)).text('id');
    expect((await pause({ scope: 'campaign', scope_id: uuid })).at('scope_id')).toBe(campaignIds[2]);
    const refused = [
      await pause({ scope: 'campaign', scope_id: demoTenants[1]?.campaigns[0]?.campaign_id }),
      await pause({ scope: 'playbook', scope_id: 'none' }),
      await pause({ scope: 'brand', scope_id: 'none' }),
      await pause({ scope: 'platform', scope_id: 'radio' }),
      await pause({ scope: 'tenant', scope_id: demoTenants[1]?.tenant_id }),
      await pause({ reason: '' }),
    ];
    expect(refused.map((each) => each.at('code'))).toEqual([
      ...['CAMPAIGN_NOT_FOUND', 'PLAYBOOK_NOT_FOUND', 'NOT_FOUND', 'REQUEST_INVALID', 'REQUEST_INVALID'],
      'REQUEST_INVALID',
    ]);
  });

  it('is only for who may, and is of one tenant alone', async () => {
    expect((await marketer.post('/v2/pauses', { reason: 'x' })).status).toBe(403);
    const opened = await pause({});
    const theirs = await api.as('oncall', 1);
    expect((await theirs.get('/v2/pauses')).at('data')).toEqual([]);
    expect((await theirs.post(`/v2/pauses/${opened.text('pause_id')}/resume`, {})).at('code')).toBe('PAUSE_NOT_FOUND');
    expect((await marketer.get('/v2/pauses?holding=true')).at('data.0.pause_id')).toBe(opened.at('pause_id'));
  });
});

describe('what starts while a pause holds', () => {
  it('waits, and starts by itself after the resume', async () => {
    const opened = await pause({ scope: 'platform', scope_id: 'meta_ads' });
    const execution_id = await start(3);
    expect(temporal.started.has(execution_id)).toBe(false);
    await oncall.post(`/v2/pauses/${opened.text('pause_id')}/resume`, {});
    await expect.poll(() => temporal.started.has(execution_id), { timeout: 10_000 }).toBe(true);
    await finish(execution_id);
  });

  it('is paused after all when the pause came while it was being started', async () => {
    const { start: starting } = temporal.gateway;
    let paused: Promise<unknown> | null = null;
    gatewayStart = async (input) => {
      paused ??= pause({});
      await paused;
      return starting(input);
    };
    const execution_id = await start(4);
    gatewayStart = null;
    await expect.poll(() => sentTo(execution_id)).toContain('pause');
    await finish(execution_id);
  });

  it('is not left parked when the resume overtakes the pause on its way', async () => {
    const execution_id = await start(5);
    let overtaken = false;
    onSignal = async (name) => {
      if (name !== 'pause' || overtaken) return 'sent';
      overtaken = true;
      const holding = await oncall.get('/v2/pauses?holding=true');
      await oncall.post(`/v2/pauses/${holding.text('data.0.pause_id')}/resume`, {});
      return 'sent';
    };
    await pause({});
    await expect.poll(() => sentTo(execution_id).filter((name) => name === 'resume').length).toBe(2);
    expect(sentTo(execution_id).at(-1)).toBe('resume');
    await finish(execution_id);
  });

  it('gets its signal later when its workflow is not there yet', async () => {
    const execution_id = await start(6);
    let missing = true;
    let arrived = 0;
    onSignal = async () => {
      if (!missing) arrived += 1;
      return missing ? 'gone' : 'sent';
    };
    await pause({ scope: 'campaign', scope_id: campaignIds[6] });
    await expect.poll(() => sentTo(execution_id)).toContain('pause');
    expect(arrived).toBe(0);
    missing = false;
    await expect.poll(() => arrived, { timeout: 10_000 }).toBe(1);
    const rows = await withTenant(api.database.owner, tenant_id, (tx) => tx.select().from(executions));
    expect(rows.find((row) => row.execution_id === execution_id)?.status).toBe('queued');
    await finish(execution_id);
  });
});
