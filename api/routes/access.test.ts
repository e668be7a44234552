import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoTenants } from '../../contracts/demo-world.ts';
import { permissionsOf, roleSchema } from '../../contracts/roles.ts';
import { withTenant } from '../../db/connect.ts';
import { createDecisionLink } from '../../db/queries/decision-links.ts';
import { apiKeys } from '../../db/schema/index.ts';
import { startTestApi, type TestApi } from '../../tests/harness/api-server.ts';
import { insertWaitingRows, personOf, setRoles } from '../../tests/harness/decision-rows.ts';
import { hashApiKey } from '../auth/authenticate.ts';
import { signWebhook } from '../triggers/webhook-signature.ts';
import { operations } from './index.ts';

const tenant_id = demoTenants[0]?.tenant_id ?? '';
let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.stop());

const guarded = operations.flatMap((each) =>
  each.access.kind === 'permission' && !each.ticket ? [{ ...each, permission: each.access.permission }] : [],
);

/** Calls an operation with an id that does not exist: whoever may pass gets 404 or another answer, but never 403. */
async function statusFor(person: string, operation: (typeof guarded)[number]): Promise<number> {
  const client = await api.as(person);
  const path = operation.path.replace(':id', randomUUID());
  const { method } = operation;
  return (method === 'post' ? await client.post(path, {}) : await client[method](path)).status;
}

describe('what needs no permission', () => {
  const named = (kind: 'public' | 'signed_in') =>
    operations.flatMap((each) => (each.access.kind === kind ? [`${each.method} ${each.path}`] : [])).sort();

  it('is this, and whatever comes to it is put down here on purpose', () => {
    // What others call proves itself by a signature; a login is what a token comes from.
    const signed = ['post /v2/chat/slack/actions', 'post /v2/webhooks/:tenant_id/:name'];
    expect(named('public')).toEqual(['post /v2/auth/login', ...signed]);
    // A person's own things.
    expect(named('signed_in')).toEqual([
      'get /v2/me',
      'get /v2/notifications',
      'post /v2/auth/logout',
      'post /v2/notifications/:id/read',
    ]);
    const ticketed = operations.filter((each) => each.ticket);
    // A ticket is good for reading events alone.
    for (const each of ticketed) expect([each.method, each.path]).toEqual(['get', expect.stringMatching(/\/events$/)]);
    expect(ticketed.length).toBe(2);
  });

  it('is refused to nobody in particular everywhere else, before anything is read', async () => {
    const nobody = api.anybody();
    const guardedAll = operations.filter(({ access }) => access.kind !== 'public');
    const answers = await Promise.all(
      guardedAll.map((each) => {
        const path = each.path.replaceAll(/:\w+/g, randomUUID());
        return each.method === 'post' ? nobody.post(path, { any: 'thing' }) : nobody[each.method](path);
      }),
    );
    const open = guardedAll.filter((_, index) => answers[index]?.at('detail') !== 'Invalid token');
    expect(answers.every((answer) => answer.status === 401)).toBe(true);
    expect(open).toEqual([]);
  });
});

describe('permissions', () => {
  it.each(['viewer', 'analyst', 'marketer', 'engineer', 'oncall', 'admin'])(
    'of %s open exactly what the role brings',
    async (person) => {
      const role = roleSchema.parse(person === 'oncall' ? 'on_call' : person);
      const allowed = permissionsOf([role]);
      const wrong: string[] = [];
      for (const operation of guarded) {
        const refused = (await statusFor(person, operation)) === 403;
        if (refused === allowed.has(operation.permission)) wrong.push(`${operation.method} ${operation.path}`);
      }
      expect(wrong).toEqual([]);
    },
  );

  it('name the one that is missing', async () => {
    const answer = await (await api.as('viewer')).post('/v2/playbooks/campaign-health/execute', { inputs: {} });
    expect(answer.status).toBe(403);
    expect(answer.at('title')).toBe('Forbidden');
    expect(answer.at('details')).toEqual({ permission: 'playbooks:execute' });
  });

  it('are read anew: a role taken away is gone with the next request, though the token lives', async () => {
    const person = await personOf(api.database.owner, tenant_id, 'oncall');
    const client = await api.as('oncall');
    expect((await client.get('/v2/audit/verify')).status).toBe(200);
    await setRoles(api.database.owner, tenant_id, person.user_id, ['viewer']);
    expect((await client.get('/v2/audit/verify')).status).toBe(403);
    await setRoles(api.database.owner, tenant_id, person.user_id, ['on_call']);
    expect((await client.get('/v2/audit/verify')).status).toBe(200);
  });
});

describe('an API key', () => {
  async function makeKey(values: Partial<typeof apiKeys.$inferInsert>) {
    const key = `mbi_live_${randomUUID()}`;
    const { user_id } = await personOf(api.database.owner, tenant_id, 'marketer');
    const prefix = key.slice(0, 13);
    await withTenant(api.database.owner, tenant_id, (tx) =>
      tx.insert(apiKeys).values({ user_id, name: 'test', prefix, key_hash: hashApiKey(key), scopes: [], ...values }),
    );
    return api.anybody({ 'x-api-key': key });
  }

  it('acts as its owner within its scopes', async () => {
    const key = await makeKey({ scopes: ['campaigns:read', 'audit:read'] });
    expect((await key.get('/v2/campaigns')).status).toBe(200);
    expect((await key.get('/v2/approvals')).status).toBe(403);
    // A scope cannot give what the owner’s roles do not have.
    expect((await key.get('/v2/audit/verify')).status).toBe(403);
    const me = await key.get('/v2/me');
    expect(me.at('email')).toContain('marketer@');
    // What a key says it may do is what it may do, not what its owner may.
    expect(me.at('permissions')).toEqual(['campaigns:read']);
  });

  it('is refused when revoked, expired or unknown, with the same words', async () => {
    const scopes = ['campaigns:read' as const];
    const revoked = await makeKey({ scopes, revoked_at: new Date() });
    const expired = await makeKey({ scopes, expires_at: new Date(Date.now() - 1_000) });
    const unknown = api.anybody({ 'x-api-key': 'mbi_live_unknown' });
    for (const key of [revoked, expired, unknown]) {
      const answer = await key.get('/v2/campaigns');
      expect([answer.status, answer.at('detail')]).toEqual([401, 'Invalid token']);
    }
  });

  it('remembers when it was last used', async () => {
    expect((await api.anybody({ 'x-api-key': api.api_keys[0] ?? '' }).get('/v2/me')).body).toMatchObject({
      roles: ['marketer'],
    });
    const rows = await withTenant(api.database.owner, tenant_id, (tx) => tx.select().from(apiKeys));
    expect(rows.find((row) => row.name === 'Demo key' && row.tenant_id === tenant_id)?.last_used_at).toBeInstanceOf(
      Date,
    );
  });
});

describe('signing in', () => {
  it('answers a wrong address, a wrong password and a foreign tenant alike', async () => {
    const email = `admin@${demoTenants[0]?.email_domain}`;
    const attempts = [
      { email: 'nobody@nowhere.example', password: 'x' },
      { email, password: 'wrong' },
      { email, password: 'demo-password-of-the-tests', tenant_id: demoTenants[1]?.tenant_id },
    ];
    for (const body of attempts) {
      const answer = await api.anybody().post('/v2/auth/login', body);
      expect([answer.status, answer.at('detail')]).toEqual([401, 'Invalid token']);
    }
    const good = await api
      .anybody()
      .post('/v2/auth/login', { email: email.toUpperCase(), password: 'demo-password-of-the-tests' });
    expect(good.status).toBe(200);
    expect(good.body).toMatchObject({ token_type: 'Bearer', expires_in: 28_800 });
  });

  it('is not possible by a token in the address', async () => {
    const token = (
      await api.anybody().post('/v2/auth/login', {
        email: `admin@${demoTenants[0]?.email_domain}`,
        password: 'demo-password-of-the-tests',
      })
    ).text('access_token');
    for (const name of ['token', 'access_token', 'ticket']) {
      expect((await api.anybody().get(`/v2/campaigns?${name}=${token}`)).status).toBe(401);
    }
    expect((await api.anybody().get(`/v2/events?ticket=${token}`)).status).toBe(401);
  });
});

/** Strangers use up what strangers have, and the sender of a webhook and the holder of a decision link still get through. */
async function heardThroughNoise(limited: TestApi): Promise<void> {
  const made = await (await limited.as('engineer')).post('/v2/webhooks', { name: 'orders' });
  const door = `${limited.api_url}${made.text('url')}`;
  const { approval_id } = await insertWaitingRows(limited.database.owner, tenant_id, {
    ...{ campaign_id: demoTenants[0]?.campaigns[0]?.campaign_id ?? '', requester: 'marketer' },
  });
  const { user_id } = await personOf(limited.database.owner, tenant_id, 'approver');
  const expires_at = new Date(Date.now() + 3_600_000);
  const { token } = await withTenant(limited.database.app, tenant_id, (tx) =>
    createDecisionLink(tx, { approval_id, user_id, expires_at }),
  );
  const link = (end: string) => `${limited.api_url}/v2/decision-links/${tenant_id}.${end}`;
  const noise = Array.from({ length: 125 }, () => [
    fetch(door, { method: 'POST' }),
    fetch(link('x'.repeat(43))),
  ]).flat();
  const statuses = (await Promise.all(noise)).map((answer) => answer.status);
  expect([401, 410, 429].map((status) => statuses.filter((each) => each === status).length)).toEqual([120, 120, 10]);
  const [id, timestamp, body] = [randomUUID(), String(Math.floor(Date.now() / 1_000)), Buffer.from('{"order":7}')];
  const signature = signWebhook(made.text('secret'), { id, timestamp, body });
  const headers = { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signature };
  expect((await fetch(door, { method: 'POST', headers, body })).status).toBe(202);
  expect((await fetch(link(token))).status).toBe(200);
}

describe('limits', () => {
  it('hold for a person, however the address is dressed up', async () => {
    const limited = await startTestApi({ environment: { MBI_RATE_LIMIT: 'true' } });
    try {
      const key = limited.api_keys[0] ?? '';
      const statuses: number[] = [];
      for (let attempt = 0; attempt < 11; attempt += 1) {
        const client = limited.anybody({ 'x-api-key': key, 'x-forwarded-for': `10.0.0.${attempt}` });
        const answer = await client.post('/api/v1/recommendations/analyze', { campaign_id: 'unknown' });
        statuses.push(answer.status);
        if (answer.status === 429) expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
        expect(answer.headers.get('ratelimit-policy')).toBe('"caller";q=1200;w=60');
      }
      expect(statuses).toEqual([...Array(10).fill(404), 429]);
      const batch = () =>
        limited
          .anybody({ 'x-api-key': key })
          .post('/api/v1/recommendations/batches', { campaign_ids: ['unknown'] })
          .then(({ status }) => status);
      expect([await batch(), await batch(), await batch()]).toEqual([202, 202, 429]);
      const login = { email: 'someone@x.example', password: 'guess' };
      const guesses = await Promise.all(
        Array.from({ length: 12 }, () => limited.anybody().post('/v2/auth/login', login)),
      );
      expect(guesses.filter((each) => each.status === 429).length).toBe(2);
      await heardThroughNoise(limited);
    } finally {
      await limited.stop();
    }
  });
});
