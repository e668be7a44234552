import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoTenants } from '../../../contracts/demo-world.ts';
import { permissionsOf, roleSchema } from '../../../contracts/roles.ts';
import { withTenant } from '../../../db/connect.ts';
import { notifications, revokedTokens } from '../../../db/schema/index.ts';
import { startTestApi, type TestApi } from '../../../tests/harness/api-server.ts';
import { insertWaitingRows, personOf } from '../../../tests/harness/decision-rows.ts';
import { type HttpClient, signIn } from '../../../tests/harness/http-client.ts';
import { recordingTemporal } from '../../../tests/harness/recording-temporal.ts';

const [tenant, other] = demoTenants;
const tenant_id = tenant?.tenant_id ?? '';

let api: TestApi;
let viewer: HttpClient;
let analyst: HttpClient;
const own: string[] = [];
let common = '';
beforeAll(async () => {
  api = await startTestApi({ temporal: recordingTemporal().gateway });
  [viewer, analyst] = await Promise.all([api.as('viewer'), api.as('analyst')]);
  const { user_id } = await personOf(api.database.owner, tenant_id, 'viewer');
  const insert = async (to: string | null, minute: number) => {
    const notification_id = randomUUID();
    const created_at = new Date(Date.UTC(2026, 2, 1, 10, minute));
    await withTenant(api.database.owner, tenant_id, (tx) =>
      tx
        .insert(notifications)
        .values({ notification_id, user_id: to, kind: 'test', title: 't', body: 'b', created_at }),
    );
    return notification_id;
  };
  for (let minute = 0; minute < 3; minute += 1) own.push(await insert(user_id, minute));
  common = await insert(null, 3);
});
afterAll(() => api.stop());

const idsOf = (answer: { readonly body: unknown }) =>
  [...JSON.stringify(answer.body).matchAll(/"notification_id":"([\w-]+)"/g)].map((match) => match[1]);

describe('notifications', () => {
  it('are one’s own and those for everybody, newest first, page by page', async () => {
    expect(idsOf(await viewer.get('/v2/notifications'))).toEqual([common, ...[...own].reverse()]);
    expect(idsOf(await analyst.get('/v2/notifications'))).toEqual([common]);
    const first = await viewer.get('/v2/notifications?limit=3');
    const rest = await viewer.get(`/v2/notifications?limit=3&cursor=${first.text('next_cursor')}`);
    expect([...idsOf(first), ...idsOf(rest)]).toEqual([common, ...[...own].reverse()]);
    expect(rest.at('next_cursor')).toBeNull();
  });

  it('are marked as read once, by whom they are for', async () => {
    const path = `/v2/notifications/${own[0]}/read`;
    expect((await analyst.post(path, {})).at('code')).toBe('NOT_FOUND');
    expect((await viewer.post(path, {})).body).toEqual({ notification_id: own[0] });
    const read = async () => (await viewer.get('/v2/notifications')).text('data.3.read_at');
    const at = await read();
    expect((await viewer.post(path, {})).status).toBe(200);
    expect(await read()).toBe(at);
    expect(idsOf(await viewer.get('/v2/notifications?unread=true'))).toEqual([common, own[2], own[1]]);
    expect(idsOf(await viewer.get('/v2/notifications?unread=false'))).toHaveLength(4);
  });

  it('for everybody are nobody’s to mark, and one that does not exist is not found', async () => {
    expect((await viewer.post(`/v2/notifications/${common}/read`, {})).status).toBe(404);
    expect((await viewer.post(`/v2/notifications/${randomUUID()}/read`, {})).status).toBe(404);
    expect((await viewer.post('/v2/notifications/1/read', {})).status).toBe(400);
    expect((await viewer.post(`/v2/notifications/${own[1]}/read`, { read: true })).status).toBe(400);
  });

  it.each(['unread=yes', 'unread=1', 'limit=0', 'cursor=x', 'user_id=x'])('refuse ?%s', async (query) => {
    expect((await viewer.get(`/v2/notifications?${query}`)).status).toBe(400);
  });
});

describe('who I am', () => {
  it.each(['viewer', 'analyst', 'marketer', 'engineer', 'oncall', 'admin'])(
    'is told to %s, with just the rights of the role',
    async (name) => {
      const role = roleSchema.parse(name === 'oncall' ? 'on_call' : name);
      const { body, status } = await (await api.as(name)).get('/v2/me');
      expect(status).toBe(200);
      expect(body).toMatchObject({
        ...{ email: `${name}@${tenant?.email_domain}`, roles: [role], tenant: { tenant_id, name: tenant?.name } },
        permissions: [...permissionsOf([role])],
      });
      expect(JSON.stringify(body)).not.toContain('hash');
    },
  );

  it('counts the approvals that wait in one’s own tenant', async () => {
    const count = async (index: number) =>
      (await (await api.as('viewer', index)).get('/v2/me')).at('pending_approvals');
    const before = [await count(0), await count(1)];
    const campaign_id = tenant?.campaigns[0]?.campaign_id ?? '';
    await insertWaitingRows(api.database.owner, tenant_id, { campaign_id, requester: 'marketer' });
    await insertWaitingRows(api.database.owner, tenant_id, { campaign_id, requester: 'marketer', status: 'approved' });
    expect([await count(0), await count(1)]).toEqual([Number(before[0]) + 1, before[1]]);
    expect((await (await api.as('viewer', 1)).get('/v2/me')).at('tenant.name')).toBe(other?.name);
  });

  it('takes no questions', async () => {
    expect((await viewer.get('/v2/me?user_id=x')).status).toBe(400);
    expect((await viewer.post('/v2/me', {})).status).toBe(405);
  });
});

describe('signing in', () => {
  it.each([
    {},
    { email: 'a@b.example' },
    { email: 1, password: 'x' },
    { email: 'x'.repeat(321), password: 'x' },
    { email: 'a@b.example', password: 'x'.repeat(1_001) },
    { email: 'a@b.example', password: 'x', tenant_id: 'mine' },
    { email: 'a@b.example', password: 'x', roles: ['admin'] },
    { email: 'a\u0000b', password: 'x' },
  ])('refuses the body %j', async (body) => {
    const answer = await api.anybody().post('/v2/auth/login', body);
    expect([answer.status, answer.at('code')]).toEqual([400, 'REQUEST_INVALID']);
  });
});

describe('the audit log', () => {
  it('is checked for those who may read it, and holds', async () => {
    const admin = await api.as('admin');
    const answer = await admin.get('/v2/audit/verify');
    expect(answer.body).toMatchObject({ valid: true, first_bad_seq: null, reason: null });
    expect((await admin.get('/v2/audit/verify?from=1')).status).toBe(400);
    expect((await viewer.get('/v2/audit/verify')).at('details')).toEqual({ permission: 'audit:read' });
  });
});

describe('signing out', () => {
  it('ends the token of the call at once, and no other', async () => {
    const email = `approver@${tenant?.email_domain}`;
    const enter = () => signIn(api.api_url, email, 'demo-password-of-the-tests');
    const [leaving, staying] = await Promise.all([enter(), enter()]);
    expect((await leaving.post('/v2/auth/logout', {})).body).toEqual({ ended: true });
    const after = await leaving.get('/v2/me');
    expect([after.status, after.at('detail')]).toEqual([401, 'Invalid token']);
    expect((await leaving.post('/v2/auth/logout', {})).status).toBe(401);
    expect((await staying.get('/v2/me')).status).toBe(200);
  });

  it('ends no API key', async () => {
    const headers = { 'x-api-key': api.api_keys[0] ?? '', 'content-type': 'application/json' };
    const ended = await fetch(`${api.api_url}/v2/auth/logout`, { method: 'POST', headers, body: '{}' });
    expect(await ended.json()).toEqual({ ended: false });
    expect((await fetch(`${api.api_url}/v2/me`, { headers })).status).toBe(200);
  });

  it('leaves nothing behind of tokens that have expired by themselves', async () => {
    const jti = randomUUID();
    const { user_id } = await personOf(api.database.owner, tenant_id, 'viewer');
    await withTenant(api.database.owner, tenant_id, (tx) =>
      tx.insert(revokedTokens).values({ jti, user_id, expires_at: new Date('2026-01-01T00:00:00Z') }),
    );
    await (await api.as('analyst')).post('/v2/auth/logout', {});
    const rows = await withTenant(api.database.owner, tenant_id, (tx) => tx.select().from(revokedTokens));
    expect(rows.map((row) => row.jti)).not.toContain(jti);
    expect(rows.length).toBeGreaterThan(0);
  });
});
