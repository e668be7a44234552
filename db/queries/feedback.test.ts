import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { FeedbackCategory } from '../../contracts/feedback.ts';
import { createTestDatabase, type TestDatabase } from '../../tests/harness/database.ts';
import { bidRecommendation, insertRecommended, type RecommendedRow } from '../../tests/harness/recommendation-rows.ts';
import { insertTenantRows, type TenantRows } from '../../tests/harness/tenant-rows.ts';
import { type TenantTransaction, withTenant } from '../connect.ts';
import { recommendationFeedback } from '../schema/index.ts';
import { addFeedback, flagForReview, listFeedback, listOpenFeedback, takeUpFeedback } from './feedback.ts';
import { readPack } from './packs.ts';
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

const inTenant = <Result>(work: (tx: TenantTransaction) => Promise<Result>) =>
  withTenant(database.app, tenant.tenant_id, work);
const recommend = (more: RecommendedRow = {}) => insertRecommended(database.owner, tenant, more);
const say = (recommendation_id: string, category: FeedbackCategory, flag_for_review = false) =>
  inTenant((tx) =>
    addFeedback(tx, {
      ...{ recommendation_id, category, flag_for_review, comment: null, human_workflow: 'Creative Refresh' },
      author_email: 'ann@example.com',
    }),
  );
const on = (day: number) => new Date(Date.UTC(2026, 2, day));

describe('feedback on a recommendation', () => {
  it('is kept in the order in which it was said, and flags for the session only when that is asked for', async () => {
    const id = await recommend();
    const flagged = async () => (await inTenant((tx) => findRecommendation(tx, { id })))?.flagged_for_review;
    const first = await say(id, 'wrong_unclear');
    expect(await flagged()).toBe(false);
    const second = await say(id, 'correct_poor_reasoning', true);
    expect(await flagged()).toBe(true);
    await say(id, 'correct_good_reasoning');
    expect(await flagged()).toBe(true);
    expect((await inTenant((tx) => listFeedback(tx, id))).slice(0, 2)).toEqual([first, second]);
    expect(first).toMatchObject({ human_workflow: 'Creative Refresh', taken_up_in: null });
    expect(await inTenant((tx) => listFeedback(tx, randomUUID()))).toEqual([]);
  });

  it('is closed by the first version that lists it; a later one changes nothing', async () => {
    const { feedback_id } = await say(await recommend(), 'wrong_unclear');
    const open = await say(await recommend(), 'wrong_understandable');
    const take = (id: string, version: string) => inTenant((tx) => takeUpFeedback(tx, id, version));
    expect(await take(feedback_id, 'rules-3')).toBe(true);
    expect(await take(feedback_id, 'rules-4')).toBe(false);
    expect(await take(randomUUID(), 'rules-4')).toBe(false);
    expect(await inTenant((tx) => listOpenFeedback(tx, 10))).toEqual([open]);
    const rows = await inTenant((tx) => tx.select().from(recommendationFeedback));
    expect(rows.find((row) => row.feedback_id === feedback_id)?.taken_up_in).toBe('rules-3');
  });

  it('takes a recommendation off the list of the session again, and none that is not there', async () => {
    const id = await recommend();
    const flag = (of: string, on_list: boolean) => inTenant((tx) => flagForReview(tx, of, on_list));
    expect([await flag(id, true), await flag(id, false), await flag(randomUUID(), true)]).toEqual([true, true, false]);
    expect(await inTenant((tx) => findRecommendation(tx, { id }))).toMatchObject({ flagged_for_review: false });
  });
});

describe('what a team looks at together', () => {
  const period = { since: on(10), until: on(17) };
  const pack = (kind: 'monday' | 'friday') => inTenant((tx) => readPack(tx, kind, period));
  const followed = (improvement_pct: number, more: RecommendedRow['set'] = {}) =>
    recommend({
      set: {
        ...{ status: 'approved', human_decision: 'approved', decided_at: on(5), outcome_recorded_at: on(12) },
        ...{ outcome_metrics: { improvement_pct } },
        ...more,
      },
    });

  it('on Monday is what waits, the most urgent first and what has no price last; nothing in shadow', async () => {
    const [cheap, unknown, urgent] = [
      await recommend({ set: { priority: 5 } }),
      await recommend({ set: { priority: null } }),
      await recommend({ set: { priority: 900 } }),
    ];
    await recommend({ set: { priority: 1_000, status: 'approved' } });
    await recommend({ set: { priority: 1_000 }, mode: 'shadow' });
    const { agenda } = await pack('monday');
    expect(agenda.map((each) => each.recommendation_id)).toEqual([urgent, cheap, unknown]);
  });

  it('on Friday is what people flagged, whatever became of it', async () => {
    const flagged = await recommend({ set: { flagged_for_review: true, status: 'rejected' } });
    await recommend();
    expect((await pack('friday')).agenda.map((each) => each.recommendation_id)).toEqual([flagged]);
  });

  it('are failures of the period: rejected as wrong, or followed in vain, whoever said yes', async () => {
    const rejected = { status: 'rejected', human_decision: 'rejected', decided_at: on(10) };
    const failures = [
      await followed(0),
      await followed(-4),
      await followed(-1, { human_decision: null, auto_approved: true }),
      await recommend({ set: { ...rejected, feedback_category: 'wrong_unclear' } }),
      await recommend({ set: { ...rejected, feedback_category: 'wrong_understandable' } }),
    ];
    await followed(5);
    await followed(-4, { human_decision: 'rejected' });
    await followed(-4, { outcome_recorded_at: on(17) });
    await recommend({ set: { ...rejected, feedback_category: 'correct_poor_reasoning' } });
    await recommend({ set: { ...rejected, decided_at: on(9), feedback_category: 'wrong_unclear' } });
    const found = (await pack('friday')).failures.map((each) => each.recommendation_id);
    expect(new Set(found)).toEqual(new Set(failures));
  });

  it('cluster by cause and workflow, the most frequent first', async () => {
    await followed(-1);
    await followed(-2);
    const bad = {
      recommendation: bidRecommendation({ root_cause: 'creative_fatigue', recommended_workflow: 'Creative Refresh' }),
    };
    const set = { human_decision: 'rejected', decided_at: on(11), feedback_category: 'wrong_unclear' };
    await recommend({ ...bad, set });
    expect((await pack('friday')).patterns).toEqual([
      { root_cause: 'auction_pressure', recommended_workflow: 'Bid Adjustment', failures: 2 },
      { root_cause: 'creative_fatigue', recommended_workflow: 'Creative Refresh', failures: 1 },
    ]);
  });

  it('counts the feedback of the period by category', async () => {
    const id = await recommend();
    const said = [
      await say(id, 'wrong_unclear'),
      await say(id, 'wrong_unclear'),
      await say(id, 'wrong_understandable'),
    ];
    for (const [index, { feedback_id }] of said.entries()) {
      const created_at = on(index === 1 ? 17 : 10).toISOString();
      await database.owner.sql`
        update recommendation_feedback set created_at = ${created_at} where feedback_id = ${feedback_id}`;
    }
    expect((await pack('monday')).feedback_by_category).toEqual({ wrong_unclear: 1, wrong_understandable: 1 });
  });
});
