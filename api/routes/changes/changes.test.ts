import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoTenants } from '../../../contracts/demo-world.ts';
import { type TenantTransaction, withTenant } from '../../../db/connect.ts';
import { auditLog, campaigns, changeSets, executionEvents, executions, outcomes } from '../../../db/schema/index.ts';
import { startTestApi, type TestApi } from '../../../tests/harness/api-server.ts';
import type { HttpClient } from '../../../tests/harness/http-client.ts';
import { recordingTemporal } from '../../../tests/harness/recording-temporal.ts';
import { writtenRows } from '../../../tests/money/written-rows.ts';

const tenant_id = demoTenants[0]?.tenant_id ?? '';
const campaign_id = demoTenants[0]?.campaigns[0]?.campaign_id ?? '';
const temporal = recordingTemporal();
let api: TestApi;
let approver: HttpClient;
let written: Awaited<ReturnType<typeof writtenRows>>;
beforeAll(async () => {
  api = await startTestApi({ temporal: temporal.gateway });
  approver = await api.as('approver');
  written = await writtenRows(api.database.owner, { tenant_id, campaign_id });
});
afterAll(() => api.stop());

const inTenant = <Result>(work: (tx: TenantTransaction) => Promise<Result>): Promise<Result> =>
  withTenant(api.database.owner, tenant_id, work);

const resolve = (intent_id: string, resolution: string, person = approver) =>
  person.post(`/v2/changes/${intent_id}/resolve`, { resolution, reason: 'I looked at the account' });

describe('a write that waits for a person', () => {
  it('shows both views, what became of it so far, and what it counts for', async () => {
    const { intent_id, execution_id } = await written();
    const { body } = await approver.get(`/v2/changes/${intent_id}`);
    expect(body).toMatchObject({
      ...{ intent_id, execution_id, state: 'needs_human', playbook_id: 'raise_it_v1', step_id: 'raise' },
      ...{ moved_minor: 6_000, exposure_minor: 10_500, currency: 'USD', receipt: null, resolution: null },
      meant: { before: 40_000, after: 46_000 },
      shown: { value: 51_000, read_at: expect.any(String) },
      history: [
        { state: 'intended', reason: null },
        { state: 'armed', reason: null },
        { state: 'needs_human', reason: 'The platform shows 51000.' },
      ],
    });
    expect(JSON.stringify(body)).not.toContain('"requested_by":');
  });

  it('confirmed as applied: receipt in the person’s name, our row follows, event and audit entry; again changes nothing', async () => {
    const { intent_id, execution_id, change_set_id } = await written();
    const answer = await resolve(intent_id, 'confirm_applied');
    expect(answer.body).toMatchObject({
      ...{ state: 'verified', resolution: 'confirmed_applied', resolution_reason: 'I looked at the account' },
      ...{ resolved_by_email: expect.stringContaining('approver'), rerun_execution_id: null },
      receipt: { settled_by: 'person', state: 'verified', change: { after: 46_000 } },
    });
    const again = await resolve(intent_id, 'confirm_applied', await api.as('admin'));
    expect(again.at('resolved_by_email')).toBe(answer.at('resolved_by_email'));
    await inTenant(async (tx) => {
      const [campaign] = await tx.select().from(campaigns).where(eq(campaigns.campaign_id, campaign_id));
      expect(campaign?.daily_budget_minor).toBe(46_000);
      const [set] = await tx.select().from(changeSets).where(eq(changeSets.change_set_id, change_set_id));
      expect(set?.state).toBe('applied');
      const events = await tx.select().from(executionEvents).where(eq(executionEvents.execution_id, execution_id));
      expect(events.filter((event) => event.type === 'change.verified')).toMatchObject([
        { data: { settled_by: 'person' } },
      ]);
      const measured = await tx.select().from(outcomes).where(eq(outcomes.execution_id, execution_id));
      expect(measured).toMatchObject([{ campaign_id, change_set_id, status: 'planned' }]);
      const log = await tx.select().from(auditLog).where(eq(auditLog.action, 'write.confirmed_applied'));
      expect(log.filter((entry) => entry.details.intent_id === intent_id)).toHaveLength(1);
    });
  });

  it('confirmed as not applied: its money is free, and it counts under no cap', async () => {
    const { intent_id, change_set_id } = await written();
    expect((await resolve(intent_id, 'confirm_not_applied')).body).toMatchObject({
      ...{ state: 'not_applied', resolution: 'confirmed_not_applied', receipt: null },
    });
    expect((await resolve(intent_id, 'confirm_not_applied')).status).toBe(200);
    expect((await resolve(intent_id, 'confirm_applied')).at('code')).toBe('WRITE_INTENT_NOT_OPEN');
    const rows = await inTenant((tx) =>
      tx.select().from(changeSets).where(eq(changeSets.change_set_id, change_set_id)),
    );
    expect(rows[0]?.state).toBe('not_applied');
  });

  it('retried: released, and its step runs again in one execution, however often it is asked', async () => {
    const { intent_id, execution_id } = await written();
    const first = await resolve(intent_id, 'retry');
    const rerun = first.text('rerun_execution_id');
    expect(first.at('state')).toBe('not_applied');
    expect((await resolve(intent_id, 'retry')).at('rerun_execution_id')).toBe(rerun);
    const runs = await inTenant((tx) => tx.select().from(executions).where(eq(executions.rerun_of, execution_id)));
    expect(runs).toMatchObject([{ execution_id: rerun, rerun_from_step: 'raise', status: 'queued' }]);
  });

  it('retried while its execution still runs: refused, and nothing is released', async () => {
    const { intent_id } = await written({ status: 'running' });
    expect((await resolve(intent_id, 'retry')).at('code')).toBe('RERUN_NOT_POSSIBLE');
    expect((await approver.get(`/v2/changes/${intent_id}`)).at('state')).toBe('needs_human');
  });

  it('is not confirmed as applied by whoever asked for it; that it was not applied they may say', async () => {
    const { intent_id } = await written({ requester: 'approver' });
    expect((await resolve(intent_id, 'confirm_applied')).at('code')).toBe('WRITE_INTENT_OWN_REQUEST');
    expect((await resolve(intent_id, 'confirm_not_applied')).at('state')).toBe('not_applied');
  });

  it('answered by two people at once in two ways is settled in one', async () => {
    const { intent_id } = await written();
    const answers = await Promise.all([
      ...Array.from({ length: 4 }, () => resolve(intent_id, 'confirm_applied')),
      ...Array.from({ length: 4 }, () => resolve(intent_id, 'confirm_not_applied')),
    ]);
    const states = answers.filter((each) => each.status === 200).map((each) => each.at('state'));
    expect(new Set(states).size).toBe(1);
    expect(
      answers.filter((each) => each.status !== 200).every((each) => each.at('code') === 'WRITE_INTENT_NOT_OPEN'),
    ).toBe(true);
  });

  it.each(['viewer', 'analyst', 'engineer', 'oncall'])('is not settled by %s', async (person) => {
    const { intent_id } = await written();
    expect((await resolve(intent_id, 'confirm_not_applied', await api.as(person))).status).toBe(403);
  });

  it('of another tenant does not exist', async () => {
    const { intent_id } = await written();
    const stranger = await api.as('approver', 1);
    expect((await stranger.get(`/v2/changes/${intent_id}`)).at('code')).toBe('WRITE_INTENT_NOT_FOUND');
    expect((await resolve(intent_id, 'confirm_applied', stranger)).at('code')).toBe('WRITE_INTENT_NOT_FOUND');
  });
});

describe('a write that waits for nobody', () => {
  it.each(['intended', 'applied', 'verified', 'not_applied'] as const)(
    'because it is %s is not settled',
    async (state) => {
      const { intent_id } = await written({ state });
      for (const resolution of ['confirm_applied', 'confirm_not_applied', 'retry'])
        expect((await resolve(intent_id, resolution)).at('code')).toBe('WRITE_INTENT_NOT_OPEN');
    },
  );
});

describe('the list of writes', () => {
  it('is filtered by state, campaign and execution, and walked page by page', async () => {
    const made = [await written({ state: 'verified' }), await written(), await written()];
    const one = await approver.get(`/v2/changes?execution_id=${made[0]?.execution_id}`);
    expect(one.body).toMatchObject({ data: [{ intent_id: made[0]?.intent_id, state: 'verified' }], next_cursor: null });
    const waiting = await approver.get('/v2/changes?state=needs_human&limit=1');
    expect(waiting.at('data.0.intent_id')).toBe(made[2]?.intent_id);
    const next = await approver.get(`/v2/changes?state=needs_human&limit=1&cursor=${waiting.text('next_cursor')}`);
    expect(next.at('data.0.intent_id')).toBe(made[1]?.intent_id);
    expect((await approver.get('/v2/changes?campaign_id=none')).at('data')).toEqual([]);
    expect((await approver.get('/v2/changes?state=lost')).status).toBe(400);
  });
});
