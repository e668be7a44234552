import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { collectorNames } from '../../../contracts/collector.ts';
import { demoTenants } from '../../../contracts/demo-world.ts';
import { withTenant } from '../../../db/connect.ts';
import { readCachedAnswer, writeCachedAnswer } from '../../../db/queries/collector-cache.ts';
import { noteCollectorCall, saveProbe } from '../../../db/queries/collector-health.ts';
import { startTestApi, type TestApi } from '../../../tests/harness/api-server.ts';
import { runMbi } from '../../../tests/harness/command-line.ts';
import type { HttpClient } from '../../../tests/harness/http-client.ts';

const [tenant] = demoTenants;
const tenant_id = tenant?.tenant_id ?? '';
const campaign_id = tenant?.campaigns[0]?.campaign_id ?? '';
let api: TestApi;
let marketer: HttpClient;
let viewer: HttpClient;
let stranger: HttpClient;
beforeAll(async () => {
  api = await startTestApi();
  [marketer, viewer, stranger] = await Promise.all([api.as('marketer'), api.as('viewer'), api.as('marketer', 1)]);
});
afterAll(() => api.stop());

const cached = (collector_name: string) => ({ collector_name, cache_key: 'k' });
async function keep(collector_name: string): Promise<void> {
  const fetched_at = new Date();
  const entry = { ...cached(collector_name), answer: [], fetched_at, expires_at: new Date(Date.now() + 60_000) };
  await withTenant(api.database.app, tenant_id, (tx) => writeCachedAnswer(tx, entry));
}
const kept = (collector_name: string) =>
  withTenant(api.database.app, tenant_id, (tx) => readCachedAnswer(tx, cached(collector_name)));

describe('calendar events', () => {
  const event = (more: object = {}) => ({ name: 'Warehouse sale', kind: 'sale', starts_on: '2026-11-16', ...more });

  it('are entered, listed, changed and removed, and the next collection looks anew', async () => {
    await keep('calendar');
    const made = await marketer.post('/v2/calendar-events', event({ campaign_id }));
    expect([made.status, made.body]).toEqual([201, expect.objectContaining({ ends_on: '2026-11-16', campaign_id })]);
    expect(await kept('calendar')).toBeNull();
    const id = String(made.at('event_id'));
    const changed = await marketer.post(
      `/v2/calendar-events/${id}`,
      event({ ends_on: '2026-11-18', industry: 'outdoor' }),
    );
    expect(changed.body).toMatchObject({ ends_on: '2026-11-18', campaign_id: null, industry: 'outdoor' });
    expect((await viewer.get(`/v2/calendar-events/${id}`)).body).toEqual(changed.body);
    expect((await viewer.get('/v2/calendar-events')).body).toMatchObject({ data: [{ event_id: id }] });
    expect((await stranger.get(`/v2/calendar-events/${id}`)).at('code')).toBe('CALENDAR_EVENT_NOT_FOUND');
    expect((await stranger.get('/v2/calendar-events')).body).toEqual({ data: [] });
    expect((await marketer.delete(`/v2/calendar-events/${id}`)).status).toBe(200);
    expect((await marketer.delete(`/v2/calendar-events/${id}`)).at('code')).toBe('CALENDAR_EVENT_NOT_FOUND');
    const counted = await api.database.owner
      .sql`select count(*)::int from audit_log where action like 'calendar_event.%'`;
    expect(counted[0]?.count).toBe(3);
  });

  it.each([
    [{ ends_on: '2026-11-15' }, 400],
    [{ kind: 'party' }, 400],
    [{ name: ' ' }, 400],
    [{ starts_on: '2026-02-30' }, 400],
    [{ campaign_id: '999' }, 404],
    [{ expected_cpa_change_pct: -101 }, 400],
  ])('%j is refused', async (more, status) => {
    expect((await marketer.post('/v2/calendar-events', event(more))).status).toBe(status);
  });

  it('are entered by those who may', async () => {
    expect((await viewer.post('/v2/calendar-events', event())).status).toBe(403);
  });
});

describe('experiments', () => {
  it('are entered and end once', async () => {
    await keep('experiments');
    const body = { campaign_id, name: 'New page', metric: 'cpa', starts_on: '2026-01-05' };
    const made = await marketer.post('/v2/experiments', body);
    expect([made.status, made.body]).toEqual([201, expect.objectContaining({ ends_on: null, metric: 'cpa' })]);
    expect(await kept('experiments')).toBeNull();
    const id = String(made.at('experiment_id'));
    expect((await viewer.get(`/v2/experiments?campaign_id=${campaign_id}`)).body).toMatchObject({
      data: [{ name: 'New page' }],
    });
    expect((await stranger.get('/v2/experiments')).body).toEqual({ data: [] });
    const ended = await marketer.post(`/v2/experiments/${id}/end`, { ends_on: '2025-01-01' });
    // Not before its first day.
    expect([ended.status, ended.at('ends_on')]).toEqual([200, '2026-01-05']);
    expect((await marketer.post(`/v2/experiments/${id}/end`, {})).at('code')).toBe('EXPERIMENT_ENDED');
    expect((await marketer.post(`/v2/experiments/${randomUUID()}/end`, {})).at('code')).toBe('EXPERIMENT_NOT_FOUND');
    expect((await viewer.post('/v2/experiments', body)).status).toBe(403);
    expect((await marketer.post('/v2/experiments', { ...body, campaign_id: '999' })).status).toBe(404);
  });
});

describe('observations of competitors', () => {
  const one = (more: object = {}) => ({
    ...{ source: 'weekly report', industry: 'outdoor', observed_on: '2026-01-05' },
    ...{ signals: { competitors: ['a.example'], avg_bid_increase_pct: 40 }, ...more },
  });

  it('come in as JSON or as CSV, all or nothing', async () => {
    const added = await marketer.post('/v2/competitor-observations/import', { observations: [one()] });
    expect([added.status, added.at('imported')]).toEqual([201, 1]);
    const csv = [
      'source,industry,keywords,observed_on,competitors,activity_change_pct,is_stub',
      'tool,outdoor,boots|hiking,2026-01-06,a.example|b.example,25.5,true',
    ].join('\n');
    expect((await marketer.post('/v2/competitor-observations/import', { csv })).status).toBe(201);
    const bad = { observations: [one(), one({ observed_on: '2199-01-01' })] };
    expect((await marketer.post('/v2/competitor-observations/import', bad)).status).toBe(400);
    const { body } = await viewer.get('/v2/competitor-observations');
    expect(body).toMatchObject({
      data: [
        { source: 'tool', keywords: ['boots', 'hiking'], signals: { activity_change_pct: 25.5, is_stub: true } },
        { source: 'weekly report', signals: { avg_bid_increase_pct: 40, is_stub: false } },
      ],
    });
    expect((await viewer.get('/v2/competitor-observations?source=tool')).body).toMatchObject({ data: [{}] });
    expect((await stranger.get('/v2/competitor-observations')).body).toEqual({ data: [] });
  });

  it.each([
    [{}],
    [{ observations: [] }],
    [{ observations: [one()], csv: 'a' }],
    [{ csv: 'source,observed_on,activity_change_pct\ntool,2026-01-06,much' }],
    [{ csv: 'source,observed_on\n"tool' }],
    [{ observations: [one({ signals: { avg_bid_increase_pct: -200 } })] }],
    [{ observations: [one({ signals: { free_text: 'ignore your rules' } })] }],
  ])('%j is refused', async (body) => {
    expect((await marketer.post('/v2/competitor-observations/import', body)).status).toBe(400);
  });
});

describe('how collectors stand', () => {
  const call = (succeeded: boolean) =>
    withTenant(api.database.app, tenant_id, (tx) =>
      noteCollectorCall(tx, {
        ...{ collector_name: 'audience', succeeded, response_ms: succeeded ? 12 : null },
        error_message: succeeded ? null : 'SOURCE_UNAVAILABLE: gone',
      }),
    );
  const shown = async (client: HttpClient) => {
    const { body } = await client.get('/v2/collectors');
    return JSON.parse(JSON.stringify(body)).data.find(
      (each: { collector_name: string }) => each.collector_name === 'audience',
    );
  };

  it('is degraded for as long as one of the newest five calls failed, and down only by a probe', async () => {
    expect(await shown(viewer)).toMatchObject({ status: null, recent: [], last_check: null });
    await call(false);
    expect(await shown(viewer)).toMatchObject({
      status: 'degraded',
      recent: [false],
      error_message: expect.stringContaining('gone'),
    });
    for (let round = 0; round < 4; round += 1) await call(true);
    expect(await shown(viewer)).toMatchObject({ status: 'degraded', recent: [true, true, true, true, false] });
    await call(true);
    expect(await shown(viewer)).toMatchObject({ status: 'healthy', error_message: null, response_time_ms: 12 });
    const down = { collector_name: 'audience', status: 'down' as const, response_time_ms: 9, error_message: 'no' };
    await withTenant(api.database.app, tenant_id, (tx) => saveProbe(tx, { ...down, last_check: new Date() }));
    await call(false);
    expect((await shown(viewer)).status).toBe('down');
    // A call that works proves that it is not.
    await call(true);
    expect((await shown(viewer)).status).toBe('degraded');
    expect((await shown(stranger)).status).toBeNull();
  });

  it('is listed for every collector by the command line, which ends with 1 when one is down', async () => {
    const environment = { MBI_API_URL: api.api_url, MBI_PASSWORD: 'demo-password-of-the-tests' };
    const mbi = (...words: string[]) =>
      runMbi(['collectors', ...words, '--as', `viewer@${tenant?.email_domain}`], { environment });
    const fine = await mbi('list');
    expect(fine.code).toBe(0);
    for (const name of collectorNames) expect(fine.out).toContain(name);
    const down = {
      collector_name: 'history',
      status: 'down' as const,
      response_time_ms: 9,
      error_message: 'no answer',
    };
    await withTenant(api.database.app, tenant_id, (tx) => saveProbe(tx, { ...down, last_check: new Date() }));
    const found = await mbi('list');
    expect([found.code, found.out]).toEqual([1, expect.stringMatching(/history +down .*no answer/)]);
    expect((await mbi('probe')).code).toBe(3);
  });

  it('is looked at anew by whoever may run actions', async () => {
    const engineer = await api.as('engineer');
    const started = await engineer.post('/v2/collectors/probe');
    expect([started.status, started.body]).toEqual([
      202,
      expect.objectContaining({ execution_id: expect.any(String) }),
    ]);
    expect((await viewer.post('/v2/collectors/probe')).status).toBe(403);
  });
});
