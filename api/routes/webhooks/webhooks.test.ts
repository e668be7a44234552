import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { demoTenants } from '../../../contracts/demo-world.ts';
import { withTenant } from '../../../db/connect.ts';
import { auditLog, domainEvents, webhooks } from '../../../db/schema/index.ts';
import { startTestApi, type TestApi } from '../../../tests/harness/api-server.ts';
import type { HttpClient } from '../../../tests/harness/http-client.ts';
import { firstSecret, nextSecret, overlapHours, secretsAt } from '../../triggers/webhook-secrets.ts';
import { signWebhook } from '../../triggers/webhook-signature.ts';

const tenant_id = demoTenants[0]?.tenant_id ?? '';
let api: TestApi;
let engineer: HttpClient;
beforeAll(async () => {
  api = await startTestApi();
  engineer = await api.as('engineer');
});
afterAll(() => api.stop());

async function make(name: string) {
  const made = await engineer.post('/v2/webhooks', { name });
  expect(made.status).toBe(201);
  return { webhook_id: made.text('webhook_id'), secret: made.text('secret'), url: made.text('url') };
}

type Call = { id?: string; timestamp?: string; body?: string; signature?: string };

/** Posts as a sender would: the bytes that are signed are the bytes that go over the wire. */
async function send(url: string, secret: string, call: Call = {}) {
  const { id = randomUUID(), timestamp = String(Math.floor(Date.now() / 1_000)), body = '{"order": 1}' } = call;
  const signature = call.signature ?? signWebhook(secret, { id, timestamp, body: Buffer.from(body) });
  const headers = { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signature };
  const answer = await fetch(`${api.api_url}${url}`, {
    ...{ method: 'POST', body, headers: { ...headers, 'content-type': 'application/json' } },
  });
  const { traceId, instance, ...shown } = z.record(z.string(), z.unknown()).parse(await answer.json());
  return { status: answer.status, body: shown };
}

const events = () => withTenant(api.database.owner, tenant_id, (tx) => tx.select().from(domainEvents));

describe('a webhook', () => {
  it('takes what is signed, byte by byte, once for each id', async () => {
    const { url, secret } = await make('orders');
    expect(url).toBe(`/v2/webhooks/${tenant_id}/orders`);
    const id = randomUUID();
    const body = '{ "order" : 7,\n"entity": {"type": "campaign", "id": "100"}, "text": "ü" }';
    const first = await send(url, secret, { id, body });
    const again = await send(url, secret, { id, body });
    expect([first.status, again.status]).toEqual([202, 202]);
    expect([first.body.added, again.body.added]).toEqual([true, false]);
    expect(again.body.event_id).toBe(first.body.event_id);
    expect((await events()).find((row) => row.event_id === first.body.event_id)).toMatchObject({
      ...{ name: 'webhook.orders', source: 'webhook:orders', entity_type: 'campaign', entity_id: '100' },
      data: { order: 7, text: 'ü' },
    });
    const list = await engineer.get('/v2/webhooks');
    expect(list.at('data.0')).toMatchObject({ name: 'orders', last_received_at: expect.any(String), revoked_at: null });
  });

  it('shows its secret once, and keeps it sealed', async () => {
    const { secret, webhook_id } = await make('sealed');
    expect(JSON.stringify((await engineer.get('/v2/webhooks')).body)).not.toContain(secret);
    const rows = await withTenant(api.database.owner, tenant_id, (tx) => tx.select().from(webhooks));
    const audit = await withTenant(api.database.owner, tenant_id, (tx) => tx.select().from(auditLog));
    expect(JSON.stringify([rows, audit])).not.toContain(secret.slice(6));
    expect(audit.find((row) => row.entity_id === webhook_id)).toMatchObject({ action: 'webhook.created' });
  });

  it('answers whatever is wrong with the same 401, and takes nothing in', async () => {
    const { url, secret } = await make('guarded');
    const other = await make('other');
    const before = (await events()).length;
    const old = String(Math.floor(Date.now() / 1_000) - 301);
    const foreign = url.replace(tenant_id, demoTenants[1]?.tenant_id ?? '');
    const answers = await Promise.all([
      send(url, other.secret),
      send(url, secret, { signature: 'v1,AAAA' }),
      send(url, secret, { timestamp: old }),
      send(url, secret, { timestamp: 'soon' }),
      send(url, secret, { id: ' ' }),
      send(url.replace('guarded', 'nobody'), secret),
      send(foreign, secret),
      send(url.replace(tenant_id, randomUUID()), secret),
      send(url.replace(tenant_id, 'no-tenant'), secret),
    ]);
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(answers[0]).toMatchObject({
      status: 401,
      body: { code: 'WEBHOOK_SIGNATURE_INVALID', detail: 'Invalid signature' },
    });
    expect((await events()).length).toBe(before);
  });

  it('takes at most 64 KB, and only JSON', async () => {
    const { url, secret } = await make('large');
    expect((await send(url, secret, { body: `"${'x'.repeat(70_000)}"` })).body.code).toBe('BODY_TOO_LARGE');
    expect((await send(url, secret, { body: 'order=1' })).body.code).toBe('REQUEST_INVALID');
    expect((await send(url, secret, { body: '[1, 2]' })).status).toBe(202);
  });

  it('takes the secret before for a day after a rotation, and the one before that not at all', async () => {
    const { url, secret, webhook_id } = await make('turning');
    const rotate = async () => (await engineer.post(`/v2/webhooks/${webhook_id}/rotate`, {})).text('secret');
    const second = await rotate();
    expect([(await send(url, secret)).status, (await send(url, second)).status]).toEqual([202, 202]);
    const third = await rotate();
    const statuses = await Promise.all([secret, second, third].map(async (each) => (await send(url, each)).status));
    expect(statuses).toEqual([401, 202, 202]);
  });

  it('that was revoked takes nothing, and its name is gone', async () => {
    const { url, secret, webhook_id } = await make('gone');
    expect((await engineer.post(`/v2/webhooks/${webhook_id}/revoke`, {})).status).toBe(200);
    expect((await send(url, secret)).status).toBe(401);
    expect((await engineer.post('/v2/webhooks', { name: 'gone' })).at('code')).toBe('WEBHOOK_NAME_TAKEN');
    for (const verb of ['rotate', 'revoke']) {
      expect((await engineer.post(`/v2/webhooks/${webhook_id}/${verb}`, {})).at('code')).toBe('WEBHOOK_NOT_FOUND');
    }
  });

  it.each(['rotate', 'revoke', 'Big', '1st', 'a b', ''])('cannot be named %j', async (name) => {
    expect((await engineer.post('/v2/webhooks', { name })).at('code')).toBe('REQUEST_INVALID');
  });
});

describe('the secrets of a webhook', () => {
  const settings = { ...{ version: '', public_url: '', temporal_ui_url: null, temporal_namespace: '', sandbox: true } };
  const complete = { ...settings, cors_origins: [], admin_folder: null, credentials_key: 'ab'.repeat(32) };
  const place = { tenant_id, webhook_id: randomUUID() };
  const now = new Date('2026-03-01T09:00:00Z');

  it('end a day after they were replaced, and open for no other webhook', () => {
    const first = firstSecret(complete, place);
    const next = nextSecret(complete, place, first.sealed, now);
    const at = (hours: number) => secretsAt(complete, place, next.sealed, new Date(now.getTime() + hours * 3_600_000));
    expect(at(overlapHours - 0.01)).toEqual([next.secret, first.secret]);
    expect(at(overlapHours)).toEqual([next.secret]);
    const elsewhere = { ...place, webhook_id: randomUUID() };
    expect(() => secretsAt(complete, elsewhere, first.sealed, now)).toThrow(
      expect.objectContaining({ code: 'CREDENTIAL_UNREADABLE' }),
    );
    expect(() => firstSecret({ ...complete, credentials_key: null }, place)).toThrow(
      expect.objectContaining({ code: 'UNAVAILABLE' }),
    );
  });
});
