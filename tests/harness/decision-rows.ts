import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import type { ApprovalStatus } from '../../contracts/approval.ts';
import type { ChangeSet } from '../../contracts/change-set.ts';
import { type Recommendation, recommendationSchema } from '../../contracts/recommendation.ts';
import type { Role } from '../../contracts/roles.ts';
import { type Database, withTenant } from '../../db/connect.ts';
import { approvals, executions, memberships, notifications, recommendations, users } from '../../db/schema/index.ts';

/** A recommendation to wait. */
export const quietRecommendation: Recommendation = recommendationSchema.parse({
  recommended_workflow: 'Continue Monitoring',
  action: { kind: 'none', recheck_after_hours: 24 },
  specific_action: 'Look again tomorrow',
  reasoning: 'Nothing stands out.',
  signal_analysis: 'No anomaly.',
  root_cause: 'no_change',
  evidence: [],
  series: [],
  expected_impact: 'None',
  expected_effect: null,
  cost_of_doing_nothing: 'None',
  risk_level: 'low',
  risk_factors: [],
  alternative_actions: [],
  success_metrics: [],
  confidence: 0.7,
  confidence_reasoning: 'Enough data.',
  model_version: 'test',
  prompt_version: null,
  degraded: false,
  missing_sources: [],
});

/** A budget raised from 400 to 460. */
export function budgetChange(campaign_id: string): ChangeSet {
  return {
    changes: [
      {
        ...{ platform: 'meta_ads', account_id: 'act_1', campaign_id, entity_type: 'campaign', entity_id: campaign_id },
        ...{ entity_name: 'Campaign', field: 'daily_budget_minor', before: 40_000, after: 46_000, change_pct: 15 },
        money_moved_minor: 6_000,
      },
    ],
    currency: 'USD',
    total_change_minor: 6_000,
    max_change_pct: 15,
    change_count: 1,
  };
}

/** Finds a person of a tenant by the name before the @. */
export async function personOf(owner: Database, tenant_id: string, name: string) {
  return withTenant(owner, tenant_id, async (tx) => {
    const people = await tx
      .select({ user_id: users.user_id, email: users.email, roles: memberships.roles })
      .from(users)
      .innerJoin(memberships, eq(memberships.user_id, users.user_id))
      .where(eq(memberships.tenant_id, tenant_id));
    const found = people.find((person) => person.email.startsWith(`${name}@`));
    if (found === undefined) throw new Error(`There is no ${name}.`);
    return found;
  });
}

/** Changes somebody’s roles, as an administrator elsewhere would. */
export async function setRoles(owner: Database, tenant_id: string, user_id: string, roles: Role[]): Promise<void> {
  await withTenant(owner, tenant_id, (tx) =>
    tx.update(memberships).set({ roles }).where(eq(memberships.user_id, user_id)),
  );
}

/** Inserts an execution of a campaign with an approval, a recommendation and a notification, and gives their ids. */
export async function insertWaitingRows(
  owner: Database,
  tenant_id: string,
  facts: { readonly campaign_id: string; readonly requester: string; readonly status?: ApprovalStatus },
) {
  const person = await personOf(owner, tenant_id, facts.requester);
  const approver = await personOf(owner, tenant_id, 'approver');
  const admin = await personOf(owner, tenant_id, 'admin');
  const { campaign_id } = facts;
  const execution_id = randomUUID();
  const approval_id = randomUUID();
  const requester = { requested_by: person.user_id, requested_by_email: person.email };
  const [notification] = await withTenant(owner, tenant_id, async (tx) => {
    await tx.insert(executions).values({
      ...{ execution_id, playbook_id: 'hand_made_v1', workflow_id: `pb.hand_made_v1.${campaign_id}.${execution_id}` },
      ...{ status: 'waiting_for_approval', inputs: {}, context: {}, campaign_id, ...requester },
    });
    await tx.insert(approvals).values({
      ...{ approval_id, execution_id, step_id: 'apply', campaign_id, status: facts.status ?? 'pending' },
      ...{ title: 'Raise the budget', params: { change_pct: 15 }, plan_digest: 'a'.repeat(64) },
      ...{ change_set: budgetChange(campaign_id), eligible: [approver, admin], excluded_user_ids: [person.user_id] },
      ...{ quorum: 1, editable: ['change_pct'], on_timeout: 'reject', undo_window_seconds: 0 },
      ...{ expires_at: new Date(Date.now() + 3_600_000), ...requester },
    });
    await tx.insert(recommendations).values({
      ...{ id: execution_id, execution_id, approval_id, campaign_id, context: {} },
      recommended_workflow: quietRecommendation.recommended_workflow,
      specific_action: quietRecommendation.specific_action,
      reasoning: quietRecommendation.reasoning,
      signal_analysis: quietRecommendation.signal_analysis,
      root_cause: quietRecommendation.root_cause,
      confidence: quietRecommendation.confidence,
      action: quietRecommendation.action,
      recommendation: quietRecommendation,
    });
    return tx
      .insert(notifications)
      .values({ user_id: approver.user_id, kind: 'approval', title: 'Waiting', body: 'One approval waits.' })
      .returning({ notification_id: notifications.notification_id });
  });
  return {
    ...{ execution_id, approval_id, recommendation_id: execution_id, campaign_id },
    notification_id: notification?.notification_id ?? '',
  };
}
