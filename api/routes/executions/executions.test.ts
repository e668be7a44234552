import { randomUUID } from 'node:crypto';
import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { demoTenants } from '../../../contracts/demo-world.ts';
import { type ExecutionStatus, executionStatusSchema, finalStatuses } from '../../../contracts/execution.ts';
import { withTenant } from '../../../db/connect.ts';
import { appendEvent } from '../../../db/queries/execution-events.ts';
import { apiKeys, auditLog, executions } from '../../../db/schema/index.ts';
import { startTestApi, type TestApi } from '../../../tests/harness/api-server.ts';
import { personOf, setRoles } from '../../../tests/harness/decision-rows.ts';
import { type HttpClient, signIn } from '../../../tests/harness/http-client.ts';
import { recordingTemporal } from '../../../tests/harness/recording-temporal.ts';
import { hashApiKey } from '../../auth/authenticate.ts';

const [tenant] = demoTenants;
const tenant_id = tenant?.tenant_id ?? '';
const [one = '', two = ''] = tenant?.campaigns.map((each) => each.campaign_id) ?? [];

const temporal = recordingTemporal();
let api: TestApi;
let viewer: HttpClient;
let oncall: HttpClient;
beforeAll(async () => {
  api = await startTestApi({
    temporal: temporal.gateway,
    environment: { MBI_PUBLIC_URL: 'https://mbi.example/', TEMPORAL_UI_URL: 'https://ui.example' },
  });
  [viewer, oncall] = await Promise.all([api.as('viewer'), api.as('oncall')]);
});
afterAll(() => api.stop());

/** Inserts an execution as the recorder would have left it. */
async function insert(more: Partial<typeof executions.$inferInsert> = {}): Promise<string> {
  const execution_id = randomUUID();
  const { user_id, email } = await personOf(api.database.owner, tenant_id, 'marketer');
  await withTenant(api.database.owner, tenant_id, (tx) =>
    tx.insert(executions).values({
      ...{ execution_id, playbook_id: 'campaign_health_v1', workflow_id: `pb.${execution_id}`, campaign_id: one },
      ...{ inputs: {}, context: {}, requested_by: user_id, requested_by_email: email, ...more },
    }),
  );
  return execution_id;
}

const idsOf = (answer: { readonly body: unknown }) =>
  [...JSON.stringify(answer.body).matchAll(/"execution_id":"([\w-]+)"/g)].map((match) => match[1]);

it('an API that people reach by HTTPS makes browsers stay with it', async () => {
  const answer = await api.anybody().get('/healthz');
  expect(answer.headers.get('strict-transport-security')).toBe('max-age=31536000');
});

describe('the list of executions', () => {
  it('comes whole though many were made within one and the same moment', async () => {
    const made: string[] = [];
    for (let count = 0; count < 7; count += 1) made.push(await insert({ campaign_id: two }));
    // Microseconds, which the clock of JavaScript does not know: a cursor that rounds them would lose rows.
    await withTenant(api.database.owner, tenant_id, (tx) =>
      tx.execute(sql`
        update executions set created_at = '2026-03-01T10:00:00.123Z'::timestamptz + n * interval '100 microseconds'
        from (select execution_id as id, row_number() over (order by execution_id) as n from executions where campaign_id = ${two}) as numbered
        where executions.execution_id = numbered.id`),
    );
    const seen: unknown[] = [];
    for (let cursor = ''; ; ) {
      const answer = await viewer.get(`/v2/playbooks/executions?campaign_id=${two}&limit=2${cursor}`);
      seen.push(...idsOf(answer));
      const next = answer.at('next_cursor');
      if (next === null) break;
      cursor = `&cursor=${String(next)}`;
    }
    expect([...seen].sort()).toEqual([...made].sort());
  });

  it('is filtered by status, campaign, and playbook under either of its names', async () => {
    const failed = await insert({ status: 'failed' });
    const synced = await insert({ status: 'failed', playbook_id: 'sync_insights_v1' });
    const list = async (query: string) => idsOf(await viewer.get(`/v2/playbooks/executions?${query}`));
    expect(await list(`status=failed&campaign_id=${one}`)).toEqual([synced, failed]);
    expect(await list('status=failed&playbook_id=campaign-health')).toEqual([failed]);
    expect(await list('status=failed&playbook_id=campaign_health_v1')).toEqual([failed]);
    expect(await list('status=failed&playbook_id=nothing')).toEqual([]);
    expect(await list(`status=failed&campaign_id=${two}`)).toEqual([]);
  });

  it.each(['status=done', 'limit=0', 'cursor=x', 'offset=1', `playbook_id=${'x'.repeat(201)}`, 'campaign_id=%00'])(
    'refuses ?%s',
    async (query) => {
      const answer = await viewer.get(`/v2/playbooks/executions?${query}`);
      expect([answer.status, answer.at('code')]).toEqual([400, 'REQUEST_INVALID']);
    },
  );
});

describe('one execution', () => {
  it('links to where else it can be seen and shows nothing of the inside', async () => {
    const execution_id = await insert({ run_id: 'run-1' });
    const answer = await viewer.get(`/v2/playbooks/executions/${execution_id}`);
    expect(answer.body).toMatchObject({
      ...{ execution_id, slug: 'campaign-health', campaign_name: tenant?.campaigns[0]?.campaign_name },
      ...{ steps: [], approvals: [], change_sets: [], receipts: [], outcomes: [], recommendation_id: null },
      _links: {
        self: `https://mbi.example/v2/playbooks/executions/${execution_id}`,
        temporal: expect.stringContaining('https://ui.example/namespaces/'),
      },
    });
    expect(JSON.stringify(answer.body)).not.toMatch(/tenant_id|api_key_id/);
  });

  it('by an id that is none is refused, by one that is nobody’s not found', async () => {
    expect((await viewer.get('/v2/playbooks/executions/1')).status).toBe(400);
    const unknown = await viewer.get(`/v2/playbooks/executions/${randomUUID()}`);
    expect([unknown.status, unknown.at('code')]).toEqual([404, 'EXECUTION_NOT_FOUND']);
  });
});

describe('cancelling', () => {
  const cancelled = (id: string) => [
    ...temporal.cancelled.filter((each) => each === `pb.${id}`),
    ...temporal.signals.filter((each) => each.workflow_id === `pb.${id}`),
  ];

  it.each<[ExecutionStatus]>(executionStatusSchema.options.map((status) => [status]))(
    'an execution that is %s asks its workflow only while it can still stop',
    async (status) => {
      const id = await insert({ status });
      const answer = await oncall.post(`/v2/executions/${id}/cancel`, { reason: 'enough' });
      expect([answer.status, answer.at('status')]).toEqual([202, status]);
      const live = !finalStatuses.includes(status);
      expect(cancelled(id)).toHaveLength(live ? 1 : 0);
      const log = await withTenant(api.database.owner, tenant_id, (tx) => tx.select().from(auditLog));
      const entries = log.filter((row) => row.entity_id === id && row.action === 'execution.cancel_requested');
      expect(entries.map((row) => row.details)).toEqual(live ? [{ reason: 'enough', compensate: false }] : []);
    },
  );

  it('with compensation is a signal that says so, for who may undo too', async () => {
    const id = await insert({ status: 'running' });
    const body = { compensate: true, reason: 'wrong account' };
    const engineer = await (await api.as('engineer')).post(`/v2/executions/${id}/cancel`, body);
    expect([engineer.status, engineer.at('details.permission')]).toEqual([403, 'executions:undo']);
    expect((await oncall.post(`/v2/executions/${id}/cancel`, body)).status).toBe(202);
    expect(cancelled(id)).toMatchObject([{ name: 'cancel', payload: body }]);
  });

  it('twice asks once', async () => {
    const id = await insert({ status: 'running' });
    const answers = await Promise.all([1, 2, 3].map(() => oncall.post(`/v2/executions/${id}/cancel`, {})));
    expect(answers.map((each) => each.status)).toEqual([202, 202, 202]);
    expect(cancelled(id)).toHaveLength(1);
  });

  it('is refused to who may not, for what is not there, and with unknown fields', async () => {
    const id = await insert({ status: 'running' });
    expect((await viewer.post(`/v2/executions/${id}/cancel`, {})).status).toBe(403);
    expect((await oncall.post(`/v2/executions/${randomUUID()}/cancel`, {})).status).toBe(404);
    expect((await oncall.post(`/v2/executions/${id}/cancel`, { force: true })).status).toBe(400);
    expect((await oncall.post(`/v2/executions/${id}/cancel`, { reason: 'x'.repeat(2_001) })).status).toBe(400);
    expect(cancelled(id)).toEqual([]);
  });
});

describe('undoing', () => {
  it('starts nothing where nothing was applied', async () => {
    const id = await insert({ status: 'completed' });
    const answer = await oncall.post(`/v2/executions/${id}/undo`, {});
    expect([answer.status, answer.at('code')]).toEqual([409, 'EXECUTION_NOT_UNDOABLE']);
    expect([...temporal.started.values()].some((input) => input.inputs.execution_id === id)).toBe(false);
    expect((await oncall.post(`/v2/executions/${randomUUID()}/undo`, {})).at('code')).toBe('EXECUTION_NOT_FOUND');
    expect((await oncall.post(`/v2/executions/${id}/undo`, { force: true })).status).toBe(400);
    expect((await viewer.post(`/v2/executions/${id}/undo`, {})).status).toBe(403);
  });
});

describe('an event stream', () => {
  it.each(['', '?after=-1', '?after=x', '?since=1'])(
    'of no execution, or from nowhere, does not open: %s',
    async (query) => {
      const id = query === '' ? randomUUID() : await insert();
      const answer = await viewer.get(`/v2/executions/${id}/events${query}`);
      expect(answer.status).toBe(query === '' ? 404 : 400);
      expect(answer.headers.get('content-type')).toContain('problem+json');
    },
  );

  it('of an execution that has ended says so and closes', async () => {
    const id = await insert({ status: 'completed' });
    const answer = await viewer.get(`/v2/executions/${id}/events`);
    expect(answer.headers.get('content-type')).toContain('text/event-stream');
    expect(answer.body).toContain(`event: end\ndata: {"execution_id":"${id}","status":"completed"}\n\n`);
  });
});

describe('who has an event stream open', () => {
  /** The tenant's stream as a person with a ticket reads it: text as it comes, until it ends. */
  async function open(person: HttpClient) {
    const ticket = (await person.post('/v2/events/tickets', {})).text('ticket');
    const leaving = new AbortController();
    const answer = await fetch(`${api.api_url}/v2/events?ticket=${ticket}`, { signal: leaving.signal });
    const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
    let heard = '';
    const next = async () => {
      const { done = true, value = '' } = (await reader?.read()) ?? {};
      heard += value;
      return !done;
    };
    const until = async (words: string) => {
      while (!heard.includes(words) && (await next()));
      return heard.includes(words);
    };
    return { status: answer.status, until, leave: () => leaving.abort() };
  }
  const happen = (execution_id: string, word: string) =>
    withTenant(api.database.owner, tenant_id, (tx) =>
      appendEvent(tx, { execution_id, type: 'step.started', data: { word } }),
    );

  it('hears nothing more once the role is gone, though the ticket was good', async () => {
    const analyst = await api.as('analyst');
    const { user_id } = await personOf(api.database.owner, tenant_id, 'analyst');
    const id = await insert();
    const stream = await open(analyst);
    expect(await stream.until(': open')).toBe(true);
    await happen(id, 'before.it');
    expect(await stream.until('before.it')).toBe(true);
    await setRoles(api.database.owner, tenant_id, user_id, []);
    onTestFinished(() => setRoles(api.database.owner, tenant_id, user_id, ['analyst']));
    await happen(id, 'after.it');
    // The stream ends instead of telling.
    expect(await stream.until('after.it')).toBe(false);
  });

  it('hears nothing more once signed out, nor opens another with a ticket from before; other sessions go on', async () => {
    const email = `engineer@${tenant?.email_domain}`;
    const enter = () => signIn(api.api_url, email, 'demo-password-of-the-tests');
    const [leaving, staying] = await Promise.all([enter(), enter()]);
    const id = await insert();
    const [stream, other] = await Promise.all([open(leaving), open(staying)]);
    for (const each of [stream, other]) expect(await each.until(': open')).toBe(true);
    const late = (await leaving.post('/v2/events/tickets', {})).text('ticket');
    expect((await leaving.post('/v2/auth/logout', {})).status).toBe(200);
    await happen(id, 'after.it');
    expect(await stream.until('after.it')).toBe(false);
    expect(await other.until('after.it')).toBe(true);
    other.leave();
    expect((await fetch(`${api.api_url}/v2/events?ticket=${late}`)).status).toBe(401);
  });

  /** A key of the analyst's, and how it is changed while it is in use. */
  async function makeKey(scopes: (typeof apiKeys.$inferInsert)['scopes']) {
    const { user_id } = await personOf(api.database.owner, tenant_id, 'analyst');
    const [api_key_id, key] = [randomUUID(), `mbi_live_${randomUUID()}`];
    const values = { api_key_id, user_id, name: 'test', prefix: key.slice(0, 13), key_hash: hashApiKey(key), scopes };
    await withTenant(api.database.owner, tenant_id, (tx) => tx.insert(apiKeys).values(values));
    const change = (now: Partial<typeof apiKeys.$inferInsert>) =>
      withTenant(api.database.owner, tenant_id, (tx) =>
        tx.update(apiKeys).set(now).where(eq(apiKeys.api_key_id, api_key_id)),
      );
    return { client: api.anybody({ 'x-api-key': key }), change };
  }

  it.each([
    ['is revoked', { revoked_at: new Date() }, 401],
    ['has come to its end', { expires_at: new Date(Date.now() - 1_000) }, 401],
    ['may read no executions any more', { scopes: ['campaigns:read' as const] }, 403],
  ])('with a ticket of an API key hears nothing more once the key %s', async (_what, now, status) => {
    const [ending, staying] = await Promise.all([
      makeKey(['executions:read']),
      makeKey(['executions:read', 'campaigns:read']),
    ]);
    const id = await insert();
    const [stream, other] = await Promise.all([open(ending.client), open(staying.client)]);
    for (const each of [stream, other]) expect(await each.until(': open')).toBe(true);
    await happen(id, 'before.it');
    expect(await stream.until('before.it')).toBe(true);
    const late = (await ending.client.post('/v2/events/tickets', {})).text('ticket');
    await ending.change(now);
    await happen(id, 'after.it');
    expect(await stream.until('after.it')).toBe(false);
    expect(await other.until('after.it')).toBe(true);
    other.leave();
    expect((await fetch(`${api.api_url}/v2/events?ticket=${late}`)).status).toBe(status);
  });

  it('can have many, but not any number; whoever leaves makes room', async () => {
    const engineer = await api.as('engineer');
    const streams = await Promise.all(Array.from({ length: 40 }, () => open(engineer)));
    await Promise.all(streams.map((stream) => stream.until(': open')));
    const one_more = await open(engineer);
    expect([new Set(streams.map((stream) => stream.status)), one_more.status]).toEqual([new Set([200]), 429]);
    // Others are not held up by it.
    const other = await open(viewer);
    expect(other.status).toBe(200);
    for (const stream of [...streams, other]) stream.leave();
    await expect.poll(async () => (await open(engineer)).status, { timeout: 10_000 }).toBe(200);
  });
});

describe('a ticket', () => {
  it('opens a stream and nothing else, and nobody gets one without a token', async () => {
    const answer = await viewer.post('/v2/events/tickets', {});
    expect([answer.status, answer.at('expires_in'), answer.headers.get('cache-control')]).toEqual([
      200,
      60,
      'no-store',
    ]);
    const ticket = answer.text('ticket');
    const id = await insert({ status: 'completed' });
    expect((await api.anybody().get(`/v2/executions/${id}/events?ticket=${ticket}`)).status).toBe(200);
    expect((await api.anybody().get(`/v2/playbooks/executions/${id}?ticket=${ticket}`)).status).toBe(401);
    const bearer = api.anybody({ authorization: `Bearer ${ticket}` });
    expect((await bearer.get(`/v2/executions/${id}/events`)).status).toBe(401);
    expect((await api.anybody().post('/v2/events/tickets', {})).status).toBe(401);
    expect((await viewer.post('/v2/events/tickets', { seconds: 3_600 })).status).toBe(400);
  });
});
