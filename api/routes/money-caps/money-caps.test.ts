import { randomUUID } from 'node:crypto';
import { and, eq } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { demoTenants } from '../../../contracts/demo-world.ts';
import { withTenant } from '../../../db/connect.ts';
import { recordChangeSet } from '../../../db/queries/change-sets.ts';
import { recordIntents } from '../../../db/queries/write-intents.ts';
import { auditLog } from '../../../db/schema/index.ts';
import { startTestApi, type TestApi } from '../../../tests/harness/api-server.ts';
import { budgetChange, insertWaitingRows } from '../../../tests/harness/decision-rows.ts';
import type { HttpClient } from '../../../tests/harness/http-client.ts';

const tenant_id = demoTenants[0]?.tenant_id ?? '';
const campaign_id = demoTenants[0]?.campaigns[0]?.campaign_id ?? '';
const account_id = demoTenants[0]?.account.external_id ?? '';
let api: TestApi;
let approver: HttpClient;
let marketer: HttpClient;
let admin: HttpClient;
beforeAll(async () => {
  api = await startTestApi();
  await endAll();
  [approver, marketer, admin] = await Promise.all([api.as('approver'), api.as('marketer'), api.as('admin')]);
});
afterEach(() => endAll());
afterAll(() => api.stop());

/** Ends every cap, those of the demo too. */
const endAll = () => api.database.owner.sql`update money_caps set ended_at = clock_timestamp() where ended_at is null`;
const wish = (limit_minor: number, more: object = {}) => ({
  ...{ scope: 'tenant', measure: 'moved', window_hours: 24, limit_minor, currency: 'USD', reason: 'A quiet month' },
  ...more,
});
const set = (limit_minor: number, person = marketer, more: object = {}) =>
  person.post('/v2/money-caps', wish(limit_minor, more));
const decide = (cap_id: string, person: HttpClient, decision = 'approve') =>
  person.post(`/v2/money-caps/${cap_id}/decide`, { decision, reason: 'Agreed in the meeting' });
const active = async () => {
  const answer = await admin.get('/v2/money-caps?state=active');
  const data = answer.at('data');
  return Array.isArray(data) ? data.map((cap) => cap.limit_minor) : [];
};
const coolOff = (hours: number) => api.database.owner.sql`
  update tenants set cap_cooling_off_hours = ${hours} where tenant_id = ${tenant_id}`;

describe('a cap', () => {
  it('holds at once when it is the first of its kind or tighter, in the name of who set it', async () => {
    const first = await set(100_000);
    expect(first.status).toBe(201);
    expect(first.body).toMatchObject({
      ...{ state: 'active', scope: 'tenant', scope_id: '', limit_minor: 100_000, replaces: null },
      ...{
        proposed_by_email: expect.stringContaining('marketer'),
        use: { used_minor: 0, left_minor: 100_000, uses: [] },
      },
    });
    const tighter = await set(60_000);
    expect(tighter.body).toMatchObject({ state: 'active', replaces: first.text('cap_id') });
    expect(await active()).toEqual([60_000]);
  });

  it('that is wider holds only after somebody else has agreed, and then only after the cooling-off time', async () => {
    await coolOff(24);
    await set(50_000);
    const wider = await set(80_000);
    expect([wider.status, wider.at('state'), wider.at('use')]).toEqual([202, 'proposed', null]);
    expect(await active()).toEqual([50_000]);
    const agreed = await decide(wider.text('cap_id'), approver);
    expect(agreed.body).toMatchObject({ state: 'cooling_off', decided_by_email: expect.stringContaining('approver') });
    const hours = (Date.parse(agreed.text('effective_at')) - Date.now()) / 3_600_000;
    expect(hours).toBeGreaterThan(23.9);
    expect(hours).toBeLessThanOrEqual(24);
    expect(await active()).toEqual([50_000]);
    await api.database.owner.sql`
      update money_caps set effective_at = effective_at - interval '24 hours' where limit_minor = 80000`;
    await api.database.owner
      .sql`update money_caps set ended_at = ended_at - interval '24 hours' where limit_minor = 50000`;
    expect(await active()).toEqual([80_000]);
  });

  it('cannot be widened by whoever proposed it, however often asked', async () => {
    await coolOff(0);
    await set(50_000, approver);
    const wider = await set(80_000, approver);
    for (let again = 0; again < 2; again += 1)
      expect((await decide(wider.text('cap_id'), approver)).at('code')).toBe('MONEY_CAP_OWN_PROPOSAL');
    expect((await decide(wider.text('cap_id'), admin)).at('state')).toBe('active');
    expect(await active()).toEqual([80_000]);
  });

  it('decided twice by the same person is decided once; by another, or otherwise, it is not open any more', async () => {
    await coolOff(24);
    await set(50_000);
    const cap_id = (await set(80_000)).text('cap_id');
    expect((await decide(cap_id, approver, 'reject')).at('state')).toBe('rejected');
    expect((await decide(cap_id, approver, 'reject')).at('state')).toBe('rejected');
    expect((await decide(cap_id, approver)).at('code')).toBe('MONEY_CAP_NOT_OPEN');
    expect((await decide(cap_id, admin, 'reject')).at('code')).toBe('MONEY_CAP_NOT_OPEN');
    expect(await active()).toEqual([50_000]);
  });

  it('that was agreed to is void when a tighter one came meanwhile: the careful one stays', async () => {
    await coolOff(24);
    await set(50_000);
    const wider = (await set(80_000)).text('cap_id');
    const cooling = (await set(90_000)).text('cap_id');
    await decide(cooling, approver);
    await set(40_000);
    expect((await decide(wider, approver)).at('code')).toBe('MONEY_CAP_NOT_OPEN');
    expect(await active()).toEqual([40_000]);
    const rows = await admin.get('/v2/money-caps?state=cooling_off');
    expect(rows.at('data')).toEqual([]);
  });

  it('of ten proposals that are agreed to at once leaves one that holds, never none', async () => {
    await coolOff(0);
    await set(10_000);
    const ids = await Promise.all(
      Array.from({ length: 10 }, async (_, index) => (await set(20_000 + index)).text('cap_id')),
    );
    const answers = await Promise.all(ids.map((cap_id) => decide(cap_id, approver)));
    expect(answers.filter((each) => each.status === 200)).toHaveLength(1);
    expect(answers.filter((each) => each.at('code') === 'MONEY_CAP_NOT_OPEN')).toHaveLength(9);
    expect(await active()).toHaveLength(1);
  });

  it.each([
    ['a window of its own', { window_hours: 1 }],
    ['another measure', { measure: 'exposure' }],
    ['another scope', { scope: 'platform', scope_id: 'meta_ads' }],
  ])('with %s holds besides', async (_name, more) => {
    await set(50_000);
    expect((await set(90_000, marketer, more)).status).toBe(201);
    expect((await active()).sort()).toEqual([50_000, 90_000]);
  });

  it('names a campaign or an account by either id, and can be in its currency or the tenant’s', async () => {
    const uuid = (await admin.get(`/v2/campaigns/${campaign_id}`)).text('id');
    const ofCampaign = await set(1_000, marketer, { scope: 'campaign', scope_id: uuid });
    expect(ofCampaign.at('scope_id')).toBe(campaign_id);
    expect((await set(1_000, marketer, { scope: 'account', scope_id: account_id })).at('scope_id')).toBe(account_id);
    const foreign = await set(1_000, marketer, { scope: 'account', scope_id: account_id, currency: 'CHF' });
    expect([foreign.status, foreign.at('errors.0.pointer')]).toEqual([400, '/body/currency']);
  });

  it.each([
    [{ scope: 'campaign', scope_id: 'none' }, 404, 'CAMPAIGN_NOT_FOUND'],
    [{ scope: 'account', scope_id: 'none' }, 404, 'ACCOUNT_NOT_FOUND'],
    [{ scope: 'platform', scope_id: 'none' }, 400, 'REQUEST_INVALID'],
    [{ scope: 'requester', scope_id: 'none' }, 400, 'REQUEST_INVALID'],
    [{ scope: 'tenant', scope_id: 'some' }, 400, 'REQUEST_INVALID'],
    [{ limit_minor: 0 }, 400, 'REQUEST_INVALID'],
    [{ limit_minor: 1.5 }, 400, 'REQUEST_INVALID'],
    [{ window_hours: 0 }, 400, 'REQUEST_INVALID'],
    [{ state: 'active' }, 400, 'REQUEST_INVALID'],
  ])('%j is refused', async (more, status, code) => {
    const answer = await set(1_000, marketer, more);
    expect([answer.status, answer.at('code')]).toEqual([status, code]);
    expect(await active()).toEqual([]);
  });

  it('of another tenant does not exist', async () => {
    const cap_id = (await set(1_000)).text('cap_id');
    const stranger = await api.as('approver', 1);
    expect((await decide(cap_id, stranger)).at('code')).toBe('MONEY_CAP_NOT_FOUND');
    expect((await stranger.get('/v2/money-caps')).at('data')).toEqual([]);
  });

  it('is written into the audit log: set, proposed and decided', async () => {
    const tight = (await set(50_000)).text('cap_id');
    const wide = (await set(80_000)).text('cap_id');
    await decide(wide, approver);
    const entries = await withTenant(api.database.owner, tenant_id, (tx) =>
      tx
        .select()
        .from(auditLog)
        .where(and(eq(auditLog.entity_type, 'money_cap')))
        .orderBy(auditLog.seq),
    );
    const told = entries.filter((each) => [tight, wide].includes(each.entity_id ?? ''));
    expect(told.map((each) => each.action)).toEqual(['money_cap.tightened', 'money_cap.proposed', 'money_cap.decided']);
    expect(told.at(-1)).toMatchObject({ decision: 'approve', details: { reason: 'Agreed in the meeting' } });
  });
});

describe('the use of a cap', () => {
  it('names who used it, in which execution, and until when it counts', async () => {
    const rows = await insertWaitingRows(api.database.owner, tenant_id, { campaign_id, requester: 'marketer' });
    await withTenant(api.database.owner, tenant_id, async (tx) => {
      const { execution_id } = rows;
      const change_set = budgetChange(campaign_id);
      const change_set_id = await recordChangeSet(tx, {
        ...{ execution_id, step_id: 'raise', iteration: '', action_id: 'A.b', params: {}, plan_digest: randomUUID() },
        ...{ change_set, grant_kind: 'policy', approval_id: null },
      });
      const line = { currency: 'USD', moved_minor: 6_000, exposure_minor: 10_500, fx_rate: 1 };
      const base = { moved_base_minor: 6_000, exposure_base_minor: 10_500 };
      const whose = { execution_id, playbook_id: 'campaign_health_v1', requested_by_email: 'marketer@example.com' };
      const [change] = change_set.changes;
      if (change === undefined) throw new Error('The change set is empty.');
      await recordIntents(tx, change_set_id, [{ idempotency_key: randomUUID(), change, ...line, ...base, ...whose }]);
    });
    await set(50_000);
    await set(50_000, marketer, { measure: 'exposure', scope: 'campaign', scope_id: campaign_id });
    await set(50_000, marketer, { scope: 'requester', scope_id: 'another@example.com' });
    const { body } = await admin.get('/v2/money-caps?state=active');
    const use = (used_minor: number) => ({
      ...{ used_minor, left_minor: 50_000 - used_minor },
      uses: [
        expect.objectContaining({
          ...{ execution_id: rows.execution_id, requested_by_email: 'marketer@example.com', amount_minor: used_minor },
          ...{ state: 'intended', counts_until: expect.any(String) },
        }),
      ],
    });
    expect(body).toMatchObject({
      data: [
        { scope: 'requester', use: { used_minor: 0, uses: [] } },
        { scope: 'campaign', measure: 'exposure', use: use(10_500) },
        { scope: 'tenant', measure: 'moved', use: use(6_000) },
      ],
    });
  });

  it('is listed page by page', async () => {
    for (const limit of [5_000, 4_000, 3_000]) await set(limit);
    const first = await admin.get('/v2/money-caps?limit=2');
    const rest = await admin.get(`/v2/money-caps?limit=1&cursor=${first.text('next_cursor')}`);
    expect([first.at('data.0.limit_minor'), first.at('data.1.limit_minor'), rest.at('data.0.limit_minor')]).toEqual([
      ...[3_000, 4_000, 5_000],
    ]);
  });
});
