import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../tests/harness/database.ts';
import { expectOwnRowsOnly } from '../../tests/harness/own-rows-only.ts';
import {
  approvalRow,
  budgetStep,
  changeSetRow,
  insightRow,
  recommendationRow,
} from '../../tests/harness/spine-rows.ts';
import { emptyPlan, insertTenantRows, type TenantRows } from '../../tests/harness/tenant-rows.ts';
import { type TenantTransaction, withTenant } from '../connect.ts';
import { executions } from '../schema/index.ts';
import { insertApproval } from './approvals.ts';
import { countGroupMembers, listApproverGroups, putApproverGroup } from './approver-groups.ts';
import { appendAudit } from './audit.ts';
import { listPastChanges, readFeatureHistory } from './backtest.ts';
import { findCandidates } from './candidates.ts';
import { isChangeSetRecorded, recordChangeSet } from './change-sets.ts';
import { findChannelPerson, listChannelIdentities, putChannelIdentity } from './channel-identities.ts';
import { createDecisionLink, findDecisionLink } from './decision-links.ts';
import { listDelegations, recordDelegation } from './delegations.ts';
import { claimDelivery, findDelivery, listDeliveries } from './deliveries.ts';
import { deployPlaybook } from './deploy-playbook.ts';
import { appendEvent } from './execution-events.ts';
import { listKnownPlaybooks } from './known-playbooks.ts';
import { upsertDailyInsights } from './metrics-sync.ts';
import { countOverdueOutcomes, listMeasuredOutcomes } from './outcome-review.ts';
import { insertOutcome, recordOutcome } from './outcomes.ts';
import { insertRecommendation } from './recommendations.ts';
import { listRetirements } from './retirements.ts';
import { listReusedSteps } from './reused-steps.ts';
import { listOpenSnoozes, snoozeApproval } from './snoozes.ts';
import { countActivity, listTopFailures, readPeriodMoney } from './week-report.ts';
import { recordIntents } from './write-intents.ts';

let database: TestDatabase;
let tenant: TenantRows;
let stranger: TenantRows;
let token: string;
const approval_id = randomUUID();
const period = { since: new Date('2026-01-01'), until: new Date('2100-01-01') };
const key = 'told once';
const change_set = () => ({ ...changeSetRow(tenant), step_id: 'raise', iteration: '', plan_digest: 'd9' });

beforeAll(async () => {
  database = await createTestDatabase();
  tenant = await insertTenantRows(database.owner);
  stranger = await insertTenantRows(database.owner);
  token = await withTenant(database.owner, tenant.tenant_id, fill);
  // The stranger has nothing at all.
  await database.owner.sql`delete from executions where tenant_id = ${stranger.tenant_id}`;
  await database.owner.sql`delete from campaigns where tenant_id = ${stranger.tenant_id}`;
  await database.owner.sql`delete from memberships where tenant_id = ${stranger.tenant_id}`;
});
afterAll(() => database.drop());

/** At least one row of everything that these queries can read. Gives the token of a link. */
async function fill(tx: TenantTransaction): Promise<string> {
  const { execution_id, user_id, email } = tenant;
  await insertApproval(tx, approvalRow(tenant, { approval_id, campaign_id: '100' }));
  await putApproverGroup(tx, { name: 'board', emails: [email], by: user_id });
  await putChannelIdentity(tx, { channel: 'slack', email, external_id: 'U1' });
  const to = { user_id: randomUUID(), email: 'to@x.example', roles: [] };
  const given = { delegation_id: randomUUID(), approval_id, from_user_id: user_id, to, reason: null };
  await recordDelegation(tx, { ...given, allowed: () => undefined });
  await claimDelivery(tx, { channel: 'email', target: email, kind: 'asked', approval_id, dedupe_key: key }, 'me');
  await snoozeApproval(tx, { approval_id, user_id, until: new Date(), condition: null });
  await recordIntents(tx, await recordChangeSet(tx, change_set()), [
    { idempotency_key: 'k/9', change: budgetStep('100') },
  ]);
  const owner = { campaign_id: '100', platform: 'meta_ads', currency: 'USD' } as const;
  await upsertDailyInsights(tx, owner, [insightRow()]);
  const { id: recommendation_id } = await insertRecommendation(tx, recommendationRow(tenant));
  const outcome = {
    ...{ recommendation_id, execution_id, campaign_id: '100', metric: 'cpa_minor', direction: 'decrease' as const },
    ...{ window_seconds: 60, measure_at: new Date(0) },
  };
  const measured = randomUUID();
  await insertOutcome(tx, { ...outcome, outcome_id: measured });
  await recordOutcome(tx, measured, {
    ...{ before: 2, after: 1, effect_pct: -50, low_pct: -60, high_pct: -40, verdict: 'positive' },
    ...{ method: 'test', measured_at: new Date(), counterfactual: 2, interval_level: 0.9, evidence: null },
    ...{ promise_kept: null, rollback_execution_id: null },
  });
  await insertOutcome(tx, { ...outcome, outcome_id: randomUUID(), metric: 'roas', recommendation_id: null });
  const data = { step_id: 'look', iteration: '', reused: true };
  await appendEvent(tx, { execution_id, type: 'step.completed', data });
  const failed = { status: 'failed' as const, error_code: 'INTERNAL', finished_at: new Date() };
  await tx.update(executions).set(failed).where(eq(executions.execution_id, execution_id));
  await deployPlaybook(tx, { slug: 'quiet', source: 'two', plan: emptyPlan, digest: 'd2', edited_by: user_id });
  await appendAudit(tx, { action: 'playbook.retired', entity_type: 'playbook', entity_id: tenant.playbook_id });
  return (await createDecisionLink(tx, { approval_id, user_id, expires_at: period.until })).token;
}

const everybody = { roles: [], emails: [], groups: [], everybody: true };
const queries: Record<string, (tx: TenantTransaction) => Promise<unknown>> = {
  countActivity: async (tx) => Object.values(await countActivity(tx, period)).reduce((sum, each) => sum + each, 0),
  countGroupMembers,
  countOverdueOutcomes: (tx) => countOverdueOutcomes(tx, period.since),
  findCandidates: (tx) => findCandidates(tx, everybody),
  findChannelPerson: (tx) => findChannelPerson(tx, { channel: 'slack', external_id: 'U1' }),
  findDecisionLink: (tx) => findDecisionLink(tx, token),
  findDelivery: (tx) => findDelivery(tx, key),
  isChangeSetRecorded: (tx) => isChangeSetRecorded(tx, change_set()),
  listApproverGroups,
  listChannelIdentities,
  listDelegations: (tx) => listDelegations(tx, approval_id),
  listDeliveries: (tx) => listDeliveries(tx, approval_id),
  listKnownPlaybooks,
  listMeasuredOutcomes: (tx) => listMeasuredOutcomes(tx, { ...period, limit: 9 }),
  listOpenSnoozes: (tx) => listOpenSnoozes(tx, 9),
  listPastChanges: (tx) => listPastChanges(tx, { playbook_id: tenant.playbook_id, since: period.since }),
  listRetirements: (tx) => listRetirements(tx, tenant.playbook_id),
  listReusedSteps: (tx) => listReusedSteps(tx, tenant.execution_id),
  listTopFailures: (tx) => listTopFailures(tx, { ...period, limit: 9 }),
  readFeatureHistory: (tx) => readFeatureHistory(tx, [new Date()]),
  readPeriodMoney: (tx) => readPeriodMoney(tx, period),
};

describe('rows of another tenant', () => {
  it.each(Object.keys(queries))('are invisible for %s, which finds those of its own', (name) =>
    expectOwnRowsOnly(database.app, queries[name] ?? (async () => null), {
      ...{ own: tenant.tenant_id, other: stranger.tenant_id },
    }),
  );
});
