import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoTenants } from '../../../contracts/demo-world.ts';
import { startTestApi, type TestApi } from '../../../tests/harness/api-server.ts';
import type { HttpClient } from '../../../tests/harness/http-client.ts';
import { recordingTemporal } from '../../../tests/harness/recording-temporal.ts';

const tenant_id = demoTenants[0]?.tenant_id ?? '';
const temporal = recordingTemporal();
let api: TestApi;
let engineer: HttpClient;
beforeAll(async () => {
  api = await startTestApi({ temporal: temporal.gateway });
  engineer = await api.as('engineer');
});
afterAll(() => api.stop());

const event = (event_id: string, more: object = {}) => ({
  ...{ event_id, event_name: 'purchase', happened_at: '2026-11-20T10:00:00Z', value_minor: 4_990, currency: 'USD' },
  ...{ order_id: null, source: 'website', page_url: null, click_ids: { fbclid: 'Click.Of-Ann' } },
  ...{ person: { email: 'ann@customer.example' }, consent: { ad_user_data: true, ad_personalization: true } },
  ...more,
});
const batch = (...events: readonly object[]) => ({ account: 'act_100100', destination: '100100200', events });

describe('the door for conversions', () => {
  it('keeps what names a person nowhere in the clear, and starts an execution that knows the batch by its id', async () => {
    const taken = await engineer.post('/v2/conversions', batch(event('order-1'), event('order-2')));
    expect([taken.status, taken.at('events')]).toEqual([202, 2]);
    const started = temporal.started.get(taken.text('execution_id'));
    expect(JSON.stringify(started)).toContain(taken.text('batch_id'));
    const tables = await api.database.owner.sql<{ name: string }[]>`
      select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'`;
    for (const { name } of tables) {
      const [row] = await api.database.owner
        .sql`select json_agg(t)::text as text from ${api.database.owner.sql(name)} t`;
      expect(row?.text ?? '', name).not.toMatch(/ann@customer|Click\.Of-Ann/);
    }
    expect(JSON.stringify([started, taken.body])).not.toMatch(/ann@customer|Click\.Of-Ann/);
  });

  it('tells of each event that it waits', async () => {
    const listed = await engineer.get('/v2/conversions?account=act_100100&event_id=order-1');
    expect(listed.at('data.0')).toMatchObject({
      ...{ event_id: 'order-1', state: 'later', reason: 'It waits to be sent.', attempts: 0, platform: 'meta_ads' },
      ...{ value_minor: 4_990, account_name: 'Alder & Finch EU', happened_at: '2026-11-20T10:00:00.000Z' },
    });
    expect((await engineer.get('/v2/conversions?state=accepted')).at('data')).toEqual([]);
    const first = await engineer.get('/v2/conversions?limit=1');
    const second = await engineer.get(`/v2/conversions?limit=1&cursor=${first.text('next_cursor')}`);
    expect(new Set([first.at('data.0.event_id'), second.at('data.0.event_id')])).toEqual(
      new Set(['order-1', 'order-2']),
    );
  });

  it('takes a batch once, however often it is sent with the same key', async () => {
    const send = () =>
      engineer.post('/v2/conversions', batch(event('order-3')), { 'idempotency-key': 'key-of-order-3' });
    const [first, again] = [await send(), await send()];
    expect([again.status, again.at('batch_id')]).toEqual([202, first.at('batch_id')]);
    const [row] = await api.database.owner.sql`
      select count(*)::int as n from conversion_batches where batch_id = ${first.text('batch_id')}`;
    expect(row?.n).toBe(1);
  });

  it('throws away batches that nobody has sent for three days', async () => {
    const old = await engineer.post('/v2/conversions', batch(event('order-4')));
    await api.database.owner.sql`
      update conversion_batches set received_at = now() - interval '73 hours' where batch_id = ${old.text('batch_id')}`;
    await engineer.post('/v2/conversions', batch(event('order-5')));
    const [row] = await api.database.owner.sql`
      select sealed, emptied_at is not null as emptied from conversion_batches where batch_id = ${old.text('batch_id')}`;
    expect(row).toMatchObject({ sealed: null, emptied: true });
  });

  it.each([
    ['the same event twice', batch(event('a'), event('a')), 400],
    ['none at all', batch(), 400],
    ['more than five hundred', batch(...Array.from({ length: 501 }, (_, index) => event(`n${index}`))), 400],
    ['an unknown field', batch(event('a', { phone: '1' })), 400],
    ['an account that is not there', { ...batch(event('a')), account: 'act_0' }, 404],
  ])('refuses %s', async (_name, body, status) => {
    expect((await engineer.post('/v2/conversions', body)).status).toBe(status);
  });

  it('is for engineers and administrators; others may read what became of them', async () => {
    const marketer = await api.as('marketer');
    expect((await marketer.post('/v2/conversions', batch(event('a')))).status).toBe(403);
    expect((await marketer.get('/v2/conversions')).status).toBe(200);
    const stranger = await api.as('admin', 1);
    expect((await stranger.get('/v2/conversions')).at('data')).toEqual([]);
    const [rows] = await api.database.owner.sql`
      select count(*)::int as n from conversion_uploads where tenant_id = ${tenant_id} and event_id = 'a'`;
    expect(rows?.n).toBe(0);
  });
});
