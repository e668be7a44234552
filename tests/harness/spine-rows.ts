import { randomUUID } from 'node:crypto';
import type { InsightRow } from '../../contracts/ad-platform.ts';
import type { Change, ChangeSet } from '../../contracts/change-set.ts';
import type { NewApproval } from '../../db/queries/approvals.ts';
import type { NewChangeSet } from '../../db/queries/change-sets.ts';
import type { KeysetPage, KeysetPosition } from '../../db/queries/keyset.ts';
import type { NewRecommendation } from '../../db/queries/recommendations.ts';
import type { executions } from '../../db/schema/index.ts';
import { budgetChange, quietRecommendation } from './decision-rows.ts';
import type { TenantRows } from './tenant-rows.ts';

/** The ids of a tenant, small or not. */
export type TenantIds = Readonly<Record<keyof TenantRows, string>>;

/** One more execution of a small tenant; `more` is what the test is about. */
export function executionRow(tenant: TenantIds, more: Partial<typeof executions.$inferInsert> = {}) {
  const execution_id = more.execution_id ?? randomUUID();
  return {
    ...{ playbook_id: tenant.playbook_id, playbook_version_id: tenant.playbook_version_id },
    ...{ workflow_id: `quiet/${execution_id}`, inputs: {}, context: {} },
    ...{ requested_by: tenant.user_id, requested_by_email: tenant.email },
    ...more,
    execution_id,
  };
}

/** A question about a budget, asked of one person. */
export function approvalRow(tenant: TenantRows, more: Partial<NewApproval> = {}): NewApproval {
  return {
    ...{ approval_id: randomUUID(), execution_id: tenant.execution_id, step_id: 'raise', title: 'Raise the budget' },
    ...{ action_id: 'AdPlatformAgent.set_daily_budget', params: {}, plan_digest: 'd1', quorum: 1 },
    ...{ on_timeout: 'reject', undo_window_seconds: 0, expires_at: new Date('2030-01-01T00:00:00Z') },
    eligible: [{ user_id: tenant.user_id, email: tenant.email, roles: ['approver'] }],
    ...{ requested_by: tenant.user_id, requested_by_email: tenant.email },
    ...more,
  };
}

/** A recommendation to wait, of the tenant's first execution. */
export function recommendationRow(tenant: TenantIds, more: Partial<NewRecommendation> = {}): NewRecommendation {
  return {
    ...{ campaign_id: tenant.campaign_id, execution_id: tenant.execution_id, context: { cpa_minor: 4_200 } },
    ...{ recommendation: quietRecommendation, mode: 'propose', validation_passed: true },
    generated_at: new Date('2026-03-01T10:00:00Z'),
    ...more,
  };
}

/** The one change of a raised budget. */
export function budgetStep(campaign_id: string, more: Partial<Change> = {}): Change {
  const [change] = budgetChange(campaign_id).changes;
  if (change === undefined) throw new Error('The change set is empty.');
  return { ...change, ...more };
}

/** A granted change set of the tenant's first execution. */
export function changeSetRow(tenant: TenantRows, more: Partial<NewChangeSet> = {}): NewChangeSet {
  const change_set: ChangeSet = budgetChange(tenant.campaign_id);
  return {
    ...{ execution_id: tenant.execution_id, step_id: 'raise', iteration: '', params: {}, plan_digest: 'd1' },
    ...{ action_id: 'AdPlatformAgent.set_daily_budget', change_set, grant_kind: 'policy', approval_id: null },
    ...more,
  };
}

/** One day of insights. */
export function insightRow(more: Partial<InsightRow> = {}): InsightRow {
  return {
    ...{ entity_id: '100', date: '2026-03-01', hour: null, impressions: 1_000, clicks: 20, spend_minor: 5_000 },
    ...{ conversions: 2, revenue_minor: 12_000, reach: 800, frequency: 1.25 },
    ...more,
  };
}

/** Turns the pages of a list to its end; `between` happens after every page but the last. */
export async function turnPages<Row>(
  page: (after: KeysetPosition | null) => Promise<KeysetPage<Row>>,
  between: () => Promise<unknown> = async () => undefined,
): Promise<Row[]> {
  const seen: Row[] = [];
  for (let after: KeysetPosition | null = null; ; ) {
    const { rows, next }: KeysetPage<Row> = await page(after);
    seen.push(...rows);
    if (next === null) return seen;
    after = next;
    await between();
  }
}
