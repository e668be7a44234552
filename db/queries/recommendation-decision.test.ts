import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../tests/harness/database.ts';
import { insertRecommended, type RecommendedRow } from '../../tests/harness/recommendation-rows.ts';
import { approvalRow } from '../../tests/harness/spine-rows.ts';
import { insertTenantRows, type TenantRows } from '../../tests/harness/tenant-rows.ts';
import { type TenantTransaction, withTenant } from '../connect.ts';
import { approvals } from '../schema/index.ts';
import { annotateDecision, type RecommendationDecision, recordDecision } from './recommendation-decision.ts';
import { findRecommendation } from './recommendations-list.ts';

let database: TestDatabase;
let tenant: TenantRows;
beforeAll(async () => {
  database = await createTestDatabase();
});
beforeEach(async () => {
  tenant = await insertTenantRows(database.owner);
});
afterAll(() => database.drop());

const inTenant = <Result>(work: (tx: TenantTransaction) => Promise<Result>, of = tenant) =>
  withTenant(database.app, of.tenant_id, work);
const recommend = (more: RecommendedRow = {}) => insertRecommended(database.owner, tenant, more);
const find = (id: string) => inTenant((tx) => findRecommendation(tx, { id }));
const decided_at = new Date('2026-03-02T10:00:00Z');
const decide = (id: string, more: Partial<RecommendationDecision> = {}, of = tenant) =>
  inTenant(
    (tx) =>
      recordDecision(
        tx,
        { id },
        { decision: 'approved', decided_by: 'ann@example.com', decided_at, feedback: null, ...more },
      ),
    of,
  );
/** An approval of the recommendation with these parameters. */
async function asked(id: string, params: { bid_amount_minor?: number }): Promise<string> {
  const approval = approvalRow(tenant, { execution_id: id, params });
  await withTenant(database.owner, tenant.tenant_id, (tx) => tx.insert(approvals).values(approval));
  return approval.approval_id;
}

describe('a decision on a recommendation', () => {
  it('fills every column; a yes takes the recommended workflow for the person’s own', async () => {
    const id = await recommend();
    expect(await decide(id, { feedback: 'looks right' })).toEqual({ kind: 'recorded', id, status: 'approved' });
    expect(await find(id)).toMatchObject({
      ...{ status: 'approved', human_decision: 'approved', decided_by: 'ann@example.com', decided_at },
      ...{ decision_feedback: 'looks right', human_workflow: 'Bid Adjustment', human_reasoning: 'looks right' },
      ...{ feedback_category: null, edit_distance_pct: 0, auto_approved: false, mode: 'propose' },
    });
  });

  it('that says no needs a category: what says nothing about why is unclear', async () => {
    const said = async (more: Partial<RecommendationDecision>) => {
      const id = await recommend();
      await decide(id, { decision: 'rejected', ...more });
      const { feedback_category, human_workflow } = (await find(id)) ?? {};
      return [feedback_category, human_workflow];
    };
    expect(await said({})).toEqual(['wrong_unclear', null]);
    expect(await said({ feedback: 'wrong_amount' })).toEqual(['wrong_understandable', null]);
    expect(await said({ feedback: 'wrong_diagnosis' })).toEqual(['wrong_unclear', null]);
    const chosen = { category: 'correct_poor_reasoning', human_workflow: 'Creative Refresh' } as const;
    expect(await said(chosen)).toEqual(['correct_poor_reasoning', 'Creative Refresh']);
  });

  it('for other values than the proposed ones is an edit, and says how far they lie apart', async () => {
    const id = await recommend();
    const approval_id = await asked(id, { bid_amount_minor: 360 });
    await insertRecommended(database.owner, tenant, { set: { approval_id: randomUUID() } });
    await database.owner.sql`update recommendations set approval_id = ${approval_id} where id = ${id}`;
    expect(await decide(id)).toMatchObject({ status: 'edited' });
    expect(await find(id)).toMatchObject({ human_decision: 'approved', edit_distance_pct: 25 });
  });

  it('stands: whoever comes second changes nothing and learns who was first, also at the same time', async () => {
    const id = await recommend();
    const both = await Promise.all([decide(id), decide(id, { decision: 'rejected', decided_by: 'bob@example.com' })]);
    expect(both.map((each) => each.kind).sort()).toEqual(['ended_before', 'recorded']);
    const first = both[0].kind === 'recorded' ? 'ann@example.com' : 'bob@example.com';
    const late = await decide(id, { decided_by: 'cas@example.com' });
    expect(late.kind === 'ended_before' && late.row.decided_by).toBe(first);
    expect(await decide(randomUUID())).toEqual({ kind: 'unknown' });
    expect(await decide(id, {}, await insertTenantRows(database.owner))).toEqual({ kind: 'unknown' });
  });

  it.each(['expired', 'superseded'])('is too late on one that is %s', async (status) => {
    const id = await recommend({ set: { status } });
    expect(await decide(id)).toMatchObject({ kind: 'ended_before' });
    expect(await find(id)).toMatchObject({ status, human_decision: null });
  });

  it('by rule is nobody’s: it counts apart and never as a person’s', async () => {
    const id = await recommend();
    await decide(id, { decided_by: 'policy', by_policy: true });
    expect(await find(id)).toMatchObject({
      ...{ status: 'approved', human_decision: null, human_workflow: null, decided_by: 'policy' },
      ...{ auto_approved: true, mode: 'auto' },
    });
  });

  it('takes more words from whoever made it and from nobody else', async () => {
    const id = await recommend();
    await decide(id, { decision: 'rejected' });
    const note = {
      id,
      category: 'wrong_understandable',
      human_workflow: 'Campaign Pause',
      human_reasoning: null,
    } as const;
    const annotate = (decided_by: string) => inTenant((tx) => annotateDecision(tx, { ...note, decided_by }));
    expect(await annotate('bob@example.com')).toBe(false);
    expect(await find(id)).toMatchObject({ feedback_category: 'wrong_unclear' });
    expect(await annotate('ann@example.com')).toBe(true);
    expect(await find(id)).toMatchObject({
      ...{ feedback_category: 'wrong_understandable', human_workflow: 'Campaign Pause', decision_feedback: null },
    });
  });
});
