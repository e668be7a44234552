import { afterAll, beforeAll, expect, it } from 'vitest';
import { paceReportSchema } from '../../activities/agents/pacing/pace-report.ts';
import { withTenant } from '../../db/connect.ts';
import { fctAdMetricDaily, outcomes } from '../../db/schema/index.ts';
import { createTestDatabase, type TestDatabase } from '../harness/database.ts';
import { insertTenantRows, type TenantRows } from '../harness/tenant-rows.ts';
import { createAgentStage } from './agent-stage.ts';

let database: TestDatabase;
let tenant: TenantRows;
const at = '2026-11-20T16:00:00.000Z'; // the 21st in Tokyo

beforeAll(async () => {
  database = await createTestDatabase();
  tenant = await insertTenantRows(database.owner, { timezone: 'Asia/Tokyo' });
  const dayOf = (back: number) => new Date(Date.parse('2026-11-21') - back * 86_400_000).toISOString().slice(0, 10);
  const measured = { impressions: 1, clicks: 1, conversions: 1, revenue_minor: 0, currency: 'USD', source: 'test' };
  const days = Array.from({ length: 40 }, (_, index) => ({
    ...{ campaign_id: tenant.campaign_id, channel: 'meta_ads', dt: dayOf(index), spend_minor: 9000, ...measured },
  }));
  await withTenant(database.app, tenant.tenant_id, (tx) => tx.insert(fctAdMetricDaily).values(days));
});
afterAll(() => database.drop());

const stage = () =>
  createAgentStage({ database: database.app, tenant_id: tenant.tenant_id, execution_id: tenant.execution_id });
const check = async (params: object) =>
  paceReportSchema.parse(await stage().run('PacingAgent.check', { campaign_id: '100', at, ...params }));

it('the month and its days are those of the account, and today is not counted', async () => {
  expect(await check({})).toMatchObject({
    ...{ month: '2026-11', days_over: 20, days_left: 10, spent_minor: 180_000, plan_minor: 300_000 },
    ...{ yesterday: { dt: '2026-11-20', spent_minor: 9000 }, status: 'under' },
  });
  expect(await check({ at: '2026-11-20T14:59:00.000Z' })).toMatchObject({ days_over: 19, spent_minor: 171_000 });
});

it('a plan that is given counts before the daily budget, and a month that has just begun uses the week before', async () => {
  expect(await check({ monthly_budget_minor: 270_000 })).toMatchObject({ plan_source: 'given', status: 'on_track' });
  const first = await check({ at: '2026-10-31T16:00:00.000Z', monthly_budget_minor: 200_000 });
  expect(first).toMatchObject({ days_over: 0, days_left: 30, projected_minor: 270_000, status: 'over' });
});

it('a report becomes a corrected budget, and a campaign of nobody is not found', async () => {
  const pace = await check({ monthly_budget_minor: 250_000 });
  const state = { status: 'active', daily_budget_minor: 10_000 };
  expect(await stage().run('PacingAgent.propose_correction', { pace, state })).toMatchObject({
    ...{ needed: true, direction: 'decrease', daily_budget_minor: 8000 },
  });
  const strange = stage().run('PacingAgent.check', { campaign_id: 'nobody' });
  await expect(strange).rejects.toMatchObject({ code: 'CAMPAIGN_NOT_FOUND' });
});

it('a change without a recommendation is measured too', async () => {
  const change = { applied: true, change_set: null, change_set_id: null, receipts: [] };
  await stage().run('CampaignHealthAgent.schedule_outcome', { campaign_id: '100', metric: 'spend', change });
  const rows = await withTenant(database.app, tenant.tenant_id, (tx) => tx.select().from(outcomes));
  expect(rows).toMatchObject([{ recommendation_id: null, metric: 'spend', direction: 'decrease', status: 'planned' }]);
});
