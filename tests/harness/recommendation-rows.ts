import { eq } from 'drizzle-orm';
import { type Recommendation, recommendationSchema, type TypedAction } from '../../contracts/recommendation.ts';
import { type Database, withTenant } from '../../db/connect.ts';
import { insertRecommendation, type NewRecommendation } from '../../db/queries/recommendations.ts';
import { autonomyGrants, campaigns, executions, playbookVersions, recommendations } from '../../db/schema/index.ts';
import { quietRecommendation } from './decision-rows.ts';
import { executionRow, recommendationRow, type TenantIds } from './spine-rows.ts';
import { emptyPlan, type TenantRows } from './tenant-rows.ts';

/** Raising a bid from 2.50 to 2.88. */
export const raisedBid: TypedAction = {
  ...{ kind: 'set_bid', campaign_id: '100', bid_amount_minor: 288, current_bid_amount_minor: 250, change_pct: 15.2 },
};

/** A recommendation that meets every condition on itself for being approved without asking. */
export function bidRecommendation(more: Partial<Recommendation> = {}): Recommendation {
  return recommendationSchema.parse({
    ...quietRecommendation,
    ...{ recommended_workflow: 'Bid Adjustment', action: raisedBid, specific_action: 'Raise the bid to 2.88' },
    ...{ root_cause: 'auction_pressure', confidence: 0.9, raw_confidence: 0.9, risk_level: 'low' },
    critique: { satisfactory: true, issues: [], strengths: [], by: ['rules'] },
    validation: { passed: true, checks: [] },
    expected_effect: { metric: 'cpa', low_pct: -20, high_pct: -10, within_days: 3, basis: 'history' },
    daily_cost_of_waiting_minor: 1_000,
    ...more,
  });
}

/** What a test wants to be different of a stored recommendation. */
export type RecommendedRow = Partial<NewRecommendation> & {
  readonly set?: Partial<typeof recommendations.$inferInsert>;
  readonly execution?: Parameters<typeof executionRow>[1];
};

/** Stores a recommendation of an execution of its own; `set` writes further columns as they are. Gives its id. */
export async function insertRecommended(
  owner: Database,
  tenant: TenantIds,
  more: RecommendedRow = {},
): Promise<string> {
  const { set = {}, execution: of = {}, ...entry } = more;
  const execution = executionRow(tenant, { campaign_id: '100', ...of });
  const { execution_id } = execution;
  return withTenant(owner, tenant.tenant_id, async (tx) => {
    await tx.insert(executions).values(execution);
    const row = recommendationRow(tenant, { execution_id, recommendation: bidRecommendation(), ...entry });
    const { id } = await insertRecommendation(tx, row);
    if (Object.keys(set).length > 0) await tx.update(recommendations).set(set).where(eq(recommendations.id, id));
    return id;
  });
}

/** One more campaign of a small tenant, on its account. */
export async function addCampaign(owner: Database, tenant: TenantRows, campaign_id: string): Promise<void> {
  await withTenant(owner, tenant.tenant_id, (tx) =>
    tx.insert(campaigns).values({
      ...{ campaign_id, campaign_name: `Campaign ${campaign_id}`, platform: 'meta_ads', status: 'active' },
      ...{ ad_account_id: tenant.ad_account_id, brand_id: tenant.brand_id, currency: 'USD' },
    }),
  );
}

/**
 * Lets a scenario of Bid Adjustment earn autonomy and switches it on: so many recommendations that people approved and that
 * helped, a playbook whose author allows it, and a grant. `rejected` of them people turned down.
 */
export async function earnAutonomy(
  owner: Database,
  tenant: TenantRows,
  { approved = 24, rejected = 0 }: { readonly approved?: number; readonly rejected?: number } = {},
): Promise<void> {
  const yesterday = new Date(Date.now() - 86_400_000);
  for (let index = 0; index < approved + rejected; index += 1) {
    const human_decision = index < approved ? 'approved' : 'rejected';
    const outcome = { outcome_metrics: { improvement_pct: 10, followed: true }, outcome_recorded_at: yesterday };
    await insertRecommended(owner, tenant, {
      generated_at: yesterday,
      set: { status: human_decision, human_decision, decided_at: yesterday, ...(index < approved ? outcome : {}) },
    });
  }
  await allowAutonomy(owner, tenant, 'auto');
  await withTenant(owner, tenant.tenant_id, (tx) =>
    tx.insert(autonomyGrants).values({
      ...{ playbook_id: tenant.playbook_id, workflow_type: 'Bid Adjustment', risk_level: 'low' },
      granted_by_email: 'boss@example.com',
    }),
  );
}

/** Says what the author of the small tenant's playbook allows. */
export async function allowAutonomy(owner: Database, tenant: TenantRows, autonomy: 'propose' | 'auto'): Promise<void> {
  const plan = { ...emptyPlan, guardrails: { ...emptyPlan.guardrails, autonomy } };
  await withTenant(owner, tenant.tenant_id, (tx) =>
    tx
      .update(playbookVersions)
      .set({ plan })
      .where(eq(playbookVersions.playbook_version_id, tenant.playbook_version_id)),
  );
}
