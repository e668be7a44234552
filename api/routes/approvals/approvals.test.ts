import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoTenants } from '../../../contracts/demo-world.ts';
import { withTenant } from '../../../db/connect.ts';
import { decisions, executions } from '../../../db/schema/index.ts';
import { startTestApi, type TestApi } from '../../../tests/harness/api-server.ts';
import { insertWaitingRows, personOf } from '../../../tests/harness/decision-rows.ts';
import type { HttpClient } from '../../../tests/harness/http-client.ts';
import { recordingTemporal } from '../../../tests/harness/recording-temporal.ts';

const [tenant] = demoTenants;
const tenant_id = tenant?.tenant_id ?? '';
const [one, two, three] = tenant?.campaigns.map((each) => each.campaign_id) ?? [];
const digest = 'a'.repeat(64);

let api: TestApi;
let approver: HttpClient;
let marketer: HttpClient;
const rows: Awaited<ReturnType<typeof insertWaitingRows>>[] = [];
const insert = (campaign_id: string | undefined, status: 'pending' | 'approved' | 'expired' = 'pending') =>
  insertWaitingRows(api.database.owner, tenant_id, { campaign_id: campaign_id ?? '', requester: 'marketer', status });

beforeAll(async () => {
  api = await startTestApi({ temporal: recordingTemporal().gateway });
  [approver, marketer] = await Promise.all([api.as('approver'), api.as('marketer')]);
  for (const [campaign_id, status] of [
    [one, 'pending'],
    [one, 'approved'],
    [two, 'pending'],
    [two, 'expired'],
    [two, 'pending'],
  ] as const) {
    rows.push(await insert(campaign_id, status));
  }
});
afterAll(() => api.stop());

const idsOf = (answer: { readonly body: unknown }) =>
  [...JSON.stringify(answer.body).matchAll(/"approval_id":"([\w-]+)"/g)].map((match) => match[1]);

/** The decisions on an approval; none when nothing was counted. */
const recorded = (approval_id: string) =>
  withTenant(api.database.owner, tenant_id, async (tx) =>
    (await tx.select().from(decisions)).filter((row) => row.approval_id === approval_id),
  );

describe('the list of approvals', () => {
  it('runs newest first and comes whole, page by page, while new ones arrive', async () => {
    const newest = rows.map((row) => row.approval_id).reverse();
    const seen: unknown[] = [];
    for (let cursor = ''; ; ) {
      const answer = await approver.get(`/v2/approvals?campaign_id=${two}&limit=1${cursor}`);
      seen.push(...idsOf(answer));
      const next = answer.at('next_cursor');
      if (next === null) break;
      cursor = `&cursor=${String(next)}`;
      rows.push(await insert(three));
    }
    expect(seen).toEqual(newest.slice(0, 3));
  });

  it('is filtered by status, campaign and execution, together', async () => {
    const list = async (query: string) => idsOf(await approver.get(`/v2/approvals?${query}`));
    expect(await list(`campaign_id=${two}&status=pending`)).toEqual([rows[4]?.approval_id, rows[2]?.approval_id]);
    expect(await list('status=expired')).toEqual([rows[3]?.approval_id]);
    expect(await list(`execution_id=${rows[1]?.execution_id}`)).toEqual([rows[1]?.approval_id]);
    expect(await list(`execution_id=${rows[1]?.execution_id}&status=pending`)).toEqual([]);
    expect(await list(`execution_id=${randomUUID()}`)).toEqual([]);
  });

  it.each(['status=waiting', 'execution_id=1', 'limit=0', 'cursor=x', 'actor=me'])('refuses ?%s', async (query) => {
    const answer = await approver.get(`/v2/approvals?${query}`);
    expect([answer.status, answer.at('code')]).toEqual([400, 'REQUEST_INVALID']);
  });
});

describe('one approval', () => {
  it('says to each person whether they can decide, and if not by which code', async () => {
    const path = `/v2/approvals/${rows[0]?.approval_id}`;
    const seen = await Promise.all(
      ['approver', 'marketer', 'viewer'].map(async (name) => {
        const answer = await (await api.as(name)).get(path);
        return [answer.status, answer.at('can_decide'), answer.at('cannot_decide_code')];
      }),
    );
    expect(seen).toEqual([
      [200, true, null],
      [200, false, 'DECISION_SELF_APPROVAL'],
      [200, false, 'DECISION_NOT_ELIGIBLE'],
    ]);
    const decided = await approver.get(`/v2/approvals/${rows[1]?.approval_id}`);
    expect([decided.at('can_decide'), decided.at('cannot_decide_code')]).toEqual([false, 'DECISION_TOO_LATE']);
  });

  it('shows the exact change, the recommendation as evidence, and the digest as ETag, but not who is excluded', async () => {
    const answer = await approver.get(`/v2/approvals/${rows[0]?.approval_id}`);
    expect(answer.headers.get('etag')).toBe(`"${digest}"`);
    expect(answer.body).toMatchObject({
      ...{ campaign_id: one, plan_digest: digest, quorum: 1, editable: ['change_pct'], decisions: [] },
      ...{ change_set: { total_change_minor: 6_000 }, evidence: { root_cause: 'no_change' } },
    });
    expect(JSON.stringify(answer.body)).not.toMatch(/tenant_id|excluded_user_ids|workflow_id/);
  });

  it('by an id that is none is refused, by one that is nobody’s not found', async () => {
    expect((await approver.get('/v2/approvals/1')).status).toBe(400);
    const unknown = await approver.get(`/v2/approvals/${randomUUID()}`);
    expect([unknown.status, unknown.at('code')]).toEqual([404, 'APPROVAL_NOT_FOUND']);
  });
});

describe('a decision that cannot count', () => {
  const said = { plan_digest: digest, decision: 'approve' };
  it.each<[string, object, number, string]>([
    ['that names no plan', { decision: 'approve' }, 428, 'DECISION_DIGEST_MISSING'],
    ['on an older plan', { ...said, plan_digest: 'b'.repeat(64) }, 412, 'DECISION_STALE'],
    ['that edits what is fixed', { ...said, edits: { budget: 1 } }, 422, 'DECISION_EDIT_INVALID'],
    ['that edits by another type', { ...said, edits: { change_pct: '9' } }, 422, 'DECISION_EDIT_INVALID'],
    [
      'that is a no with an edit',
      { ...said, decision: 'reject', reason: 'wrong_amount', edits: { change_pct: 9 } },
      422,
      'DECISION_EDIT_INVALID',
    ],
    ['that is a no without a reason', { ...said, decision: 'reject' }, 400, 'DECISION_REASON_MISSING'],
    ['that is a no for null', { ...said, decision: 'reject', reason: null }, 400, 'DECISION_REASON_MISSING'],
    ['that is a no in words alone', { ...said, decision: 'reject', reason: 'no!' }, 400, 'DECISION_REASON_MISSING'],
    ['in another word', { ...said, decision: 'withdraw' }, 400, 'REQUEST_INVALID'],
    ['with a field nobody knows', { ...said, actor: 'somebody' }, 400, 'REQUEST_INVALID'],
    ['with too long a reason', { ...said, reason: 'x'.repeat(2_001) }, 400, 'REQUEST_INVALID'],
    ['with nothing in it', {}, 400, 'REQUEST_INVALID'],
  ])('%s is refused and leaves nothing behind', async (_case, body, status, code) => {
    const approval_id = rows[0]?.approval_id ?? '';
    const answer = await approver.post(`/v2/approvals/${approval_id}/decisions`, body);
    expect([answer.status, answer.at('code')]).toEqual([status, code]);
    expect(await recorded(approval_id)).toEqual([]);
  });

  it.each([
    ['marketer', 403, 'DECISION_SELF_APPROVAL'],
    ['oncall', 403, 'FORBIDDEN'],
    ['viewer', 403, 'FORBIDDEN'],
    ['engineer', 403, 'FORBIDDEN'],
  ])('because of who makes it: %s', async (name, status, code) => {
    const approval_id = rows[0]?.approval_id ?? '';
    const person = await api.as(name);
    for (const path of [`/v2/approvals/${approval_id}/decisions`, `/v2/decisions/approve/${approval_id}`]) {
      const answer = await person.post(path, path.includes('approvals') ? said : {});
      expect([answer.status, answer.at('code')]).toEqual([status, code]);
    }
    expect(await recorded(approval_id)).toEqual([]);
  });

  it.each(['approved', 'expired'] as const)('because it is %s already comes too late', async (status) => {
    const approval_id = (await insert(three, status)).approval_id;
    for (const answer of [
      await approver.post(`/v2/approvals/${approval_id}/decisions`, said),
      await approver.post(`/v2/decisions/approve/${approval_id}`, {}),
    ]) {
      expect([answer.status, answer.at('code')]).toEqual([409, 'DECISION_TOO_LATE']);
      expect(answer.at('details')).toEqual({
        ...{ approval_status: status, decided_by: null, decided_at: null, decision: null },
      });
    }
  });

  it('says who was first, and when', async () => {
    const { approval_id } = await insert(three, 'approved');
    const boss = await personOf(api.database.owner, tenant_id, 'admin');
    await withTenant(api.database.owner, tenant_id, (tx) =>
      tx.insert(decisions).values({
        ...{ decision_id: randomUUID(), approval_id, decision: 'approve', plan_digest: digest, channel: 'api' },
        ...{ actor_user_id: boss.user_id, actor_email: boss.email, status: 'accepted' },
      }),
    );
    const late = await approver.post(`/v2/approvals/${approval_id}/decisions`, {
      ...{ ...said, decision: 'reject', reason: 'other' },
    });
    expect(late.at('details')).toMatchObject({ decided_by: boss.email, decision: 'approve' });
    expect(late.text('details.decided_at')).toMatch(/Z$/);
    const shown = await approver.get(`/v2/approvals/${approval_id}`);
    expect(shown.at('decisions')).toMatchObject([{ actor_email: boss.email, status: 'accepted' }]);
  });
});

describe('taking back', () => {
  it('is possible only for one’s own yes', async () => {
    const path = `/v2/approvals/${rows[0]?.approval_id}/withdraw`;
    const answer = await approver.post(path, {});
    expect([answer.status, answer.at('code')]).toEqual([403, 'DECISION_NOT_ELIGIBLE']);
    expect((await approver.post(path, { reason: 'oops' })).status).toBe(400);
    expect((await (await api.as('viewer')).post(path, {})).status).toBe(403);
    expect((await marketer.post(`/v2/approvals/${randomUUID()}/withdraw`, {})).status).toBe(404);
  });

  it('of a decision that is not one’s own is refused, though one has said yes', async () => {
    const { approval_id, execution_id } = await insert(three);
    const self = await personOf(api.database.owner, tenant_id, 'approver');
    await withTenant(api.database.owner, tenant_id, (tx) =>
      tx.insert(decisions).values({
        ...{ decision_id: randomUUID(), approval_id, decision: 'approve', plan_digest: digest, channel: 'api' },
        ...{ actor_user_id: self.user_id, actor_email: self.email, status: 'accepted' },
      }),
    );
    const answer = await approver.post(`/v2/approvals/${approval_id}/withdraw`, { decision_id: randomUUID() });
    expect([answer.status, answer.at('code')]).toEqual([403, 'DECISION_NOT_ELIGIBLE']);
    expect(await recorded(approval_id)).toHaveLength(1);
    const states = await withTenant(api.database.owner, tenant_id, (tx) => tx.select().from(executions));
    expect(states.find((row) => row.execution_id === execution_id)?.status).toBe('waiting_for_approval');
  });
});
