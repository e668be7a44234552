import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { describeError } from '../../../contracts/errors/index.ts';
import { withTenant } from '../../../db/connect.ts';
import { approvals, executions, fctAdMetricDaily, outcomes, recommendations } from '../../../db/schema/index.ts';
import { createAgentStage } from '../../../tests/campaign-health/agent-stage.ts';
import { createTestDatabase, type TestDatabase } from '../../../tests/harness/database.ts';
import { quietRecommendation as quiet } from '../../../tests/harness/decision-rows.ts';
import { openCall } from '../../../tests/harness/journal-calls.ts';
import { insertTenantRows, type TenantRows } from '../../../tests/harness/tenant-rows.ts';
import { openApproval } from '../../journal/open-approval.ts';
import { reviewOutcomes } from './review-outcomes.action.ts';
import { summariseWeek } from './summarise-week.action.ts';

const now = new Date('2026-03-09T08:00:00Z');
const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000);

let database: TestDatabase;
let tenant: TenantRows;
beforeAll(async () => {
  database = await createTestDatabase();
  tenant = await insertTenantRows(database.owner);
  await insertTenantRows(database.owner);
  const requester = { requested_by: tenant.user_id, requested_by_email: tenant.email };
  const { execution_id, campaign_id } = tenant;
  await withTenant(database.owner, tenant.tenant_id, async (tx) => {
    await tx.insert(executions).values({
      ...{
        playbook_id: 'p_v1',
        workflow_id: 'w',
        status: 'failed',
        error_code: 'PLATFORM_DRIFT',
        inputs: {},
        context: {},
      },
      ...{ created_at: daysAgo(2), finished_at: daysAgo(2), ...requester },
    });
    await tx.insert(recommendations).values({
      ...{ id: execution_id, execution_id, campaign_id, context: {}, generated_at: daysAgo(3) },
      ...{ recommended_workflow: quiet.recommended_workflow, specific_action: '', reasoning: '', signal_analysis: '' },
      ...{ root_cause: quiet.root_cause, confidence: 0.7, action: quiet.action },
      recommendation: {
        ...quiet,
        expected_effect: { metric: 'cpa', low_pct: -20, high_pct: -5, within_days: 3, basis: 'history' },
      },
    });
    const day = { campaign_id, currency: 'USD', impressions: 1, clicks: 1, spend_minor: 500, conversions: 0 };
    const rest = { revenue_minor: 0, channel: 'meta_ads', source: 'test' };
    await tx
      .insert(fctAdMetricDaily)
      .values(
        ['2026-03-01', '2026-03-03', '2026-03-04', '2026-03-09'].map((dt) => ({ ...day, ...rest, dt, ad_id: '' })),
      );
    await tx.insert(fctAdMetricDaily).values({ ...day, ...rest, dt: '2026-03-04', ad_id: 'ad-1' });
    const planned = { execution_id, campaign_id, metric: 'cpa', direction: 'decrease', window_seconds: 86_400 };
    const measured = {
      ...planned,
      recommendation_id: execution_id,
      status: 'measured',
      effect_pct: 22,
      measure_at: now,
    };
    await tx.insert(outcomes).values([
      { ...measured, verdict: 'negative', measured_at: daysAgo(1) },
      { ...measured, verdict: 'positive', measured_at: daysAgo(20) },
      { ...planned, measure_at: daysAgo(3) },
    ]);
  });
});
afterAll(() => database.drop());

const run = async <S extends z.ZodType>(schema: S, action: string, params = {}): Promise<z.output<S>> => {
  const stage = createAgentStage({ database: database.app, tenant_id: tenant.tenant_id, now: () => now });
  return schema.parse(await stage.run(`ReportingAgent.${action}`, params));
};
const review = () => run(reviewOutcomes.output, 'review_outcomes');

describe('the week', () => {
  it('counts what happened in it, in its tenant alone, and no day twice', async () => {
    const week = await run(summariseWeek.output, 'summarise_week');
    expect(week).toMatchObject({
      ...{ anything_happened: true, proposed: 1, executions: 1, executions_failed: 1, outcomes_negative: 1 },
      ...{ outcomes_positive: 0, changes_applied: 0, waiting: 0 },
      money: [{ currency: 'USD', spend_minor: 1_000, money_moved_minor: 0 }],
      failures: [{ playbook_id: 'p_v1', error_code: 'PLATFORM_DRIFT', count: 1 }],
    });
    expect(week.text).toContain('USD: $10.00 spent');
    expect(week.text).toContain('Measured: 1 outcome, 0 better, 1 worse');
    expect(week.text).toContain(`Failed 1 time: P, “${describeError('PLATFORM_DRIFT').title}”.`);
    expect(week.text).not.toMatch(/p_v1|PLATFORM_DRIFT/);
  });
});

describe('the review', () => {
  it('puts what came beside what was predicted, and counts what is overdue', async () => {
    const reviewed = await review();
    expect(reviewed).toMatchObject({ measured: 1, negative: 1, positive: 0, overdue: 1 });
    expect(reviewed.outcomes[0]).toMatchObject({ effect_pct: 22, predicted_low_pct: -20, predicted_high_pct: -5 });
    expect(reviewed.text).toContain(
      'Campaign: CPA +22 % because of the change (worse); between -20 % and -5 % was predicted.',
    );
  });

  it('proposes to take back only what still stands, and asks nobody twice', async () => {
    expect((await review()).rollback_candidates).toEqual([]);
    await applyChange();
    const { rollback_candidates } = await review();
    expect(rollback_candidates).toMatchObject([{ execution_id: tenant.execution_id, campaign_name: 'Campaign' }]);
    expect(rollback_candidates[0]?.title).toContain('take the change back? CPA went +22 %');
    const { execution_id } = tenant;
    await openApproval(
      database.app,
      openCall(tenant, { action_id: 'AdPlatformAgent.undo_execution', params: { execution_id } }),
    );
    expect((await review()).rollback_candidates).toEqual([]);
    expect(await withTenant(database.owner, tenant.tenant_id, (tx) => tx.select().from(approvals))).toHaveLength(1);
  });
});

/** A change of the execution that was applied and stands. */
async function applyChange(): Promise<void> {
  const [change_set_id, intent_id] = [randomUUID(), randomUUID()];
  const { sql } = database.owner;
  const { tenant_id, execution_id, campaign_id } = tenant;
  const change = JSON.stringify({ money_moved_minor: 6_000 });
  await sql`insert into change_sets (tenant_id, change_set_id, execution_id, step_id, action_id, params, plan_digest, change_set, grant_kind, state)
    values (${tenant_id}, ${change_set_id}, ${execution_id}, 's', 'a', '{}', 'd', '{}', 'policy', 'applied')`;
  await sql`insert into write_intents (tenant_id, intent_id, change_set_id, campaign_id, change, idempotency_key)
    values (${tenant_id}, ${intent_id}, ${change_set_id}, ${campaign_id}, ${change}::jsonb, 'k')`;
  await sql`insert into receipts (tenant_id, intent_id, change_set_id, execution_id, campaign_id, change, inverse, settled_by, applied_at)
    values (${tenant_id}, ${intent_id}, ${change_set_id}, ${execution_id}, ${campaign_id}, ${change}::jsonb, '{}', 'answer_and_read_back', ${daysAgo(1).toISOString()})`;
}
