import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { campaignContextSchema } from '../../contracts/reasoning/campaign-context.ts';
import { createTestDatabase, type TestDatabase } from '../../tests/harness/database.ts';
import { insertRecommended, type RecommendedRow } from '../../tests/harness/recommendation-rows.ts';
import { insertTenantRows, type TenantRows } from '../../tests/harness/tenant-rows.ts';
import { type TenantTransaction, withTenant } from '../connect.ts';
import {
  buildGoldenExamples,
  findGoldenExample,
  listGoldenExamples,
  readAcceptedExamples,
  reviewGoldenExample,
} from './golden-set.ts';

let database: TestDatabase;
let tenant: TenantRows;
beforeAll(async () => {
  database = await createTestDatabase();
  tenant = await insertTenantRows(database.owner);
});
afterAll(() => database.drop());

const inTenant = <T>(work: (tx: TenantTransaction) => Promise<T>) => withTenant(database.app, tenant.tenant_id, work);
const context = JSON.parse(
  JSON.stringify(
    campaignContextSchema.parse({
      campaign_id: '100',
      campaign_metrics: { campaign_id: '100', cpa_change_pct: 30 },
      competitor_signals: { activity_change_pct: 40 },
    }),
  ),
);
const decided = (day: string, set: NonNullable<RecommendedRow['set']>) =>
  insertRecommended(database.owner, tenant, {
    set: {
      ...{ context, human_decision: 'approved', decided_by: 'approver@example.com', decided_at: new Date(day) },
      outcome_metrics: { success: true, improvement_pct: 17.95, cpa_change_pct: -17.95 },
      ...set,
    },
  });
const build = (from: string, until: string) =>
  inTenant((tx) => buildGoldenExamples(tx, { from: new Date(from), until: new Date(until) }));

describe('golden examples of decisions', () => {
  it('are made of what people decided and what was measured, once, with tags and clarity', async () => {
    const id = await decided('2026-02-10', {});
    const built = await build('2026-02-01', '2026-03-01');
    expect(built).toEqual({ added: [`recommendation-${id}`], unusable: 0 });
    expect((await build('2026-02-01', '2026-03-01')).added).toEqual([]);
    const row = await inTenant((tx) => findGoldenExample(tx, `recommendation-${id}`));
    expect(row).toMatchObject({
      ...{ status: 'candidate', human_decision: 'Bid Adjustment', confidence: 0.9, recommendation_id: id },
      tags: ['high_cpa_increase', 'competitive_pressure', 'action_bid_adjustment', 'self_confirmed'],
      decision_date: new Date('2026-02-10'),
    });
  });

  it('are only those in the range, measured, by a person, with a workflow and a context', async () => {
    await decided('2026-04-01', {});
    const first = await decided('2026-05-01', { human_decision: 'rejected', human_workflow: 'Creative Refresh' });
    await decided('2026-05-02', { outcome_metrics: null });
    await decided('2026-05-03', { auto_approved: true });
    await decided('2026-05-04', { human_decision: 'rejected' });
    await decided('2026-05-05', { context: { days: [] } });
    await decided('2026-06-01', {});
    const built = await build('2026-05-01', '2026-06-01');
    expect(built).toEqual({ added: [`recommendation-${first}`], unusable: 2 });
    const row = await inTenant((tx) => findGoldenExample(tx, `recommendation-${first}`));
    expect(row?.human_decision).toBe('Creative Refresh');
    expect(row?.tags).not.toContain('self_confirmed');
  });

  it('are reviewed once, may be put right, and only accepted ones are run', async () => {
    const id = `recommendation-${await decided('2026-07-01', {})}`;
    await build('2026-07-01', '2026-07-02');
    const review = (status: 'accepted' | 'rejected') =>
      inTenant((tx) =>
        reviewGoldenExample(tx, {
          ...{ example_id: id, status, reviewed_by_email: 'expert@example.com' },
          ...{ human_decision: 'Creative Refresh', human_reasoning: 'It was the creative.' },
        }),
      );
    expect(await inTenant(readAcceptedExamples)).toEqual([]);
    expect(await review('accepted')).toMatchObject({ status: 'accepted', reviewed_by_email: 'expert@example.com' });
    expect(await review('rejected')).toBeNull();
    expect(await inTenant(readAcceptedExamples)).toMatchObject([
      { example_id: id, human_decision: 'Creative Refresh', cause: null, context: { campaign_id: '100' } },
    ]);
  });

  it('are listed by id, status and tag', async () => {
    const all = await inTenant((tx) =>
      listGoldenExamples(tx, { limit: 50, after: null, status: null, tag: 'self_confirmed' }),
    );
    expect(all.length).toBeGreaterThan(1);
    expect(all.every((row) => row.tags.includes('self_confirmed'))).toBe(true);
    const [first, second] = all;
    const rest = await inTenant((tx) =>
      listGoldenExamples(tx, { limit: 1, after: first?.example_id ?? '', status: null, tag: 'self_confirmed' }),
    );
    expect(rest.map((row) => row.example_id)).toEqual([second?.example_id]);
    const open = await inTenant((tx) =>
      listGoldenExamples(tx, { limit: 50, after: null, status: 'candidate', tag: null }),
    );
    expect(open.every((row) => row.status === 'candidate')).toBe(true);
  });
});
