import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoTenants } from '../../../contracts/demo-world.ts';
import { withTenant } from '../../../db/connect.ts';
import { auditLog } from '../../../db/schema/index.ts';
import { startTestApi, type TestApi } from '../../../tests/harness/api-server.ts';
import type { HttpClient } from '../../../tests/harness/http-client.ts';

const [tenant, other] = demoTenants;
const campaign_id = tenant?.campaigns[0]?.campaign_id ?? '';
const events = '/v2/calendar-events';
const sale = { name: 'Autumn sale', kind: 'sale', starts_on: '2026-11-16', ends_on: '2026-11-20' };

let api: TestApi;
let analyst: HttpClient;
let viewer: HttpClient;
beforeAll(async () => {
  api = await startTestApi();
  [analyst, viewer] = await Promise.all([api.as('analyst'), api.as('viewer')]);
});
afterAll(() => api.stop());

const audited = (event_id: string) =>
  withTenant(api.database.owner, tenant?.tenant_id ?? '', async (tx) => {
    const rows = await tx.select().from(auditLog);
    return rows.filter((row) => row.entity_id === event_id).map((row) => row.action);
  });

describe('entering a calendar event', () => {
  it('keeps what was said, by whom, and is read by everybody', async () => {
    const made = await analyst.post(events, { ...sale, campaign_id, expected_cpa_change_pct: -12.5 });
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({ ...sale, campaign_id, expected_cpa_change_pct: -12.5, source: 'person' });
    expect(made.text('created_by_email')).toContain('analyst@');
    const shown = await viewer.get(`${events}/${made.text('event_id')}`);
    expect(shown.body).toEqual(made.body);
    expect(await audited(made.text('event_id'))).toEqual(['calendar_event.created']);
  });

  it('that names no last day lasts one, and without a campaign is about all of them', async () => {
    const made = await analyst.post(events, { name: 'Holiday', kind: 'holiday', starts_on: '2026-12-26' });
    expect(made.body).toMatchObject({
      starts_on: '2026-12-26',
      ends_on: '2026-12-26',
      campaign_id: null,
      industry: null,
    });
  });

  it('finds its campaign by our uuid too', async () => {
    const ours = (await viewer.get(`/v2/campaigns/${campaign_id}`)).text('id');
    const made = await analyst.post(events, { ...sale, campaign_id: ours });
    expect(made.at('campaign_id')).toBe(campaign_id);
  });

  it('twice under one key is one event', async () => {
    const key = { 'idempotency-key': 'the-same-sale' };
    const [once, again] = [await analyst.post(events, sale, key), await analyst.post(events, sale, key)];
    expect(again.body).toEqual(once.body);
  });

  it.each<[string, object, number]>([
    ['that ends before it starts', { ...sale, ends_on: '2026-11-15' }, 400],
    ['on a day that is none', { ...sale, starts_on: '2026-02-30' }, 400],
    ['without a name', { ...sale, name: '   ' }, 400],
    ['of an unknown kind', { ...sale, kind: 'party' }, 400],
    ['that moves costs by less than everything', { ...sale, expected_cpa_change_pct: -101 }, 400],
    ['with a word too many', { ...sale, colour: 'red' }, 400],
    ['about a campaign that is not there', { ...sale, campaign_id: 'gone' }, 404],
    ['about a campaign of another company', { ...sale, campaign_id: other?.campaigns[0]?.campaign_id }, 404],
  ])('%s is refused, and nothing is kept', async (_, body, status) => {
    const before = (await viewer.get(`${events}?limit=200`)).at('data');
    expect((await analyst.post(events, body)).status).toBe(status);
    expect((await viewer.get(`${events}?limit=200`)).at('data')).toEqual(before);
  });
});

describe('changing and removing a calendar event', () => {
  it('replaces all of it, is told in the audit, and gives back what was removed', async () => {
    const id = (await analyst.post(events, { ...sale, campaign_id, industry: 'outdoor' })).text('event_id');
    const changed = await analyst.post(`${events}/${id}`, {
      name: 'Winter sale',
      kind: 'sale',
      starts_on: '2026-12-01',
    });
    expect(changed.body).toMatchObject({
      event_id: id,
      name: 'Winter sale',
      ends_on: '2026-12-01',
      campaign_id: null,
      industry: null,
    });
    const removed = await analyst.delete(`${events}/${id}`);
    expect([removed.status, removed.at('name')]).toEqual([200, 'Winter sale']);
    for (const answer of [
      await viewer.get(`${events}/${id}`),
      await analyst.delete(`${events}/${id}`),
      await analyst.post(`${events}/${id}`, sale),
    ])
      expect([answer.status, answer.at('code')]).toEqual([404, 'CALENDAR_EVENT_NOT_FOUND']);
    expect(await audited(id)).toEqual(['calendar_event.created', 'calendar_event.changed', 'calendar_event.removed']);
  });

  it('is nothing for who may only read, nor for another company', async () => {
    const id = (await analyst.post(events, sale)).text('event_id');
    const stranger = await api.as('analyst', 1);
    for (const [client, status] of [
      [viewer, 403],
      [stranger, 404],
    ] as const) {
      expect((await client.post(`${events}/${id}`, sale)).status).toBe(status);
      expect((await client.delete(`${events}/${id}`)).status).toBe(status);
    }
    expect((await viewer.post(events, sale)).status).toBe(403);
    expect((await viewer.get(`${events}/${id}`)).status).toBe(200);
    expect(JSON.stringify((await stranger.get(`${events}?limit=200`)).body)).not.toContain(id);
    expect((await viewer.get(`${events}/${randomUUID()}`)).status).toBe(404);
    expect((await viewer.get(`${events}/1`)).status).toBe(400);
  });
});

it('the list is cut and begins where it is asked to, those that start last first', async () => {
  const days = ['2027-03-01', '2027-02-01', '2027-01-01'];
  for (const starts_on of [...days].reverse())
    await analyst.post(events, { name: starts_on, kind: 'holiday', starts_on });
  const first = await viewer.get(`${events}?limit=2`);
  expect([first.at('data.0.starts_on'), first.at('data.1.starts_on')]).toEqual(days.slice(0, 2));
  expect((await viewer.get(`${events}?limit=1&offset=2`)).at('data.0.starts_on')).toBe(days[2]);
  for (const query of ['limit=0', 'limit=201', 'offset=-1', 'page=1'])
    expect((await viewer.get(`${events}?${query}`)).status).toBe(400);
});
