import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { demoTenants } from '../../../contracts/demo-world.ts';
import { withTenant } from '../../../db/connect.ts';
import { auditLog, executions } from '../../../db/schema/index.ts';
import { startTestApi, type TestApi } from '../../../tests/harness/api-server.ts';
import { personOf } from '../../../tests/harness/decision-rows.ts';
import type { HttpClient } from '../../../tests/harness/http-client.ts';
import { recordingTemporal } from '../../../tests/harness/recording-temporal.ts';

const tenant_id = demoTenants[0]?.tenant_id ?? '';
const temporal = recordingTemporal();
let api: TestApi;
let oncall: HttpClient;
let path: string;
beforeAll(async () => {
  api = await startTestApi({ temporal: temporal.gateway });
  oncall = await api.as('oncall');
});
afterAll(() => api.stop());
beforeEach(async () => {
  await api.database.owner.sql`delete from failure_groups`;
  await api.database.owner.sql`update executions set status = 'completed'`;
  await fail();
  path = `/v2/failures/${(await oncall.get('/v2/failures')).text('data.0.fingerprint')}`;
});

async function fail(error_code = 'PLATFORM_UNAVAILABLE'): Promise<void> {
  const { user_id, email } = await personOf(api.database.owner, tenant_id, 'marketer');
  await withTenant(api.database.owner, tenant_id, (tx) =>
    tx.insert(executions).values({
      ...{ playbook_id: 'sync_insights_v1', workflow_id: `w/${randomUUID()}`, status: 'failed', error_code },
      ...{ inputs: {}, context: {}, requested_by: user_id, requested_by_email: email, finished_at: new Date() },
    }),
  );
}
const care = (verb: string, body: object, client = oncall) => client.post(`${path}/${verb}`, body);
const audited = async (action: string) => {
  const rows = await withTenant(api.database.owner, tenant_id, (tx) => tx.select().from(auditLog));
  return rows.filter((row) => row.action === action && path.endsWith(row.entity_id ?? '-')).map((row) => row.details);
};

describe('looking after a group of failures', () => {
  it('has one owner at a time, who can be taken away again', async () => {
    const { email, user_id } = await personOf(api.database.owner, tenant_id, 'engineer');
    expect((await care('assign', { email })).body).toMatchObject({ assigned_to: user_id, assigned_to_email: email });
    expect((await oncall.get(path)).at('assigned_to_email')).toBe(email);
    expect((await care('assign', { email: null })).body).toMatchObject({ assigned_to: null, assigned_to_email: null });
    expect(await audited('failures.assigned')).toEqual([{ assigned_to: user_id }, { assigned_to: null }]);
  });

  it.each(['nobody@example.com', `admin@${demoTenants[1]?.email_domain}`])(
    'is not given to who is not here: %s',
    async (email) => {
      const refused = await care('assign', { email });
      expect([refused.status, refused.at('code')]).toEqual([400, 'REQUEST_INVALID']);
      expect((await oncall.get(path)).at('assigned_to')).toBeNull();
    },
  );

  it('keeps the last note, and an owner besides', async () => {
    const { email } = await personOf(api.database.owner, tenant_id, 'engineer');
    await care('assign', { email });
    await care('note', { note: 'Looking.' });
    expect((await care('note', { note: 'The token ran out.' })).body).toMatchObject({
      ...{ note: 'The token ran out.', assigned_to_email: email },
    });
    expect((await care('note', { note: null })).at('note')).toBeNull();
    expect((await care('note', { note: 'x'.repeat(4_001) })).status).toBe(400);
  });

  it('is out of the inbox once it is settled, is found among all, and comes back with the next failure', async () => {
    expect((await care('resolve', {})).at('resolved_at')).not.toBeNull();
    expect((await oncall.get('/v2/failures')).at('data')).toEqual([]);
    expect((await oncall.get('/v2/failures?state=all')).at('data.0.fingerprint')).toBe(path.split('/').at(-1));
    await fail();
    const open = await oncall.get('/v2/failures');
    expect(open.at('data.0.fingerprint')).toBe(path.split('/').at(-1));
  });

  it('says in people’s words what went wrong, and how to look at it', async () => {
    const [group] = [await oncall.get(path)];
    for (const field of ['title', 'likely_cause', 'next_action']) expect(group.text(field).length).toBeGreaterThan(10);
    expect(group.text('temporal_command')).toContain('temporal workflow show');
    expect(group.at('executions.0.state')).toBe('failed');
  });
});

describe('who may', () => {
  it.each([
    ['assign', { email: null }],
    ['note', { note: 'x' }],
    ['resolve', {}],
    ['retry', { dry_run: true }],
  ])('only read is let nowhere near: %s', async (verb, body) => {
    for (const name of ['viewer', 'analyst']) expect((await care(verb, body, await api.as(name))).status).toBe(403);
    expect((await care(verb, body, await api.as('oncall', 1))).at('code')).toBe('FAILURE_NOT_FOUND');
    expect((await care(verb, { ...body, more: 1 })).status).toBe(400);
  });

  it('reads them: everybody who may read executions', async () => {
    expect((await (await api.as('viewer')).get('/v2/failures')).status).toBe(200);
    for (const query of ['state=closed', 'limit=0', 'limit=201'])
      expect((await oncall.get(`/v2/failures?${query}`)).status).toBe(400);
  });
});

describe('trying again', () => {
  it('as a dry run counts what is meant and starts nothing', async () => {
    await fail();
    const before = temporal.started.size;
    const counted = await care('retry', { dry_run: true });
    expect(counted.body).toMatchObject({ dry_run: true, count: 2, started: 0, outcomes: [] });
    expect(temporal.started.size).toBe(before);
  });

  it('an execution of another group is refused', async () => {
    expect((await care('retry', { execution_ids: [randomUUID()], dry_run: true })).status).toBe(404);
    expect((await care('retry', { execution_ids: [] })).status).toBe(400);
  });
});
