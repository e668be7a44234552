import { and, asc, desc, eq, gte, inArray, isNull } from 'drizzle-orm';
import type { TenantTransaction } from '../connect.ts';
import { campaigns, outcomes, playbooks, playbookVersions, recommendations } from '../schema/index.ts';

/** A recommendation whose outcome was measured, with what was measured. `*_pct` 25 means 25 %. */
export type MeasuredRecommendation = Awaited<ReturnType<typeof listMeasuredRecommendations>>[number];

/** Recommendations since a moment that have at least one measured outcome, the newest first. */
export async function listMeasuredRecommendations(
  tx: TenantTransaction,
  wanted: { readonly since: Date; readonly limit: number },
) {
  const measured = eq(outcomes.status, 'measured');
  const having = tx.select({ id: outcomes.recommendation_id }).from(outcomes).where(measured);
  const rows = await tx
    .select({
      id: recommendations.id,
      campaign_name: campaigns.campaign_name,
      recommended_workflow: recommendations.recommended_workflow,
      specific_action: recommendations.specific_action,
      reasoning: recommendations.reasoning,
      root_cause: recommendations.root_cause,
      human_decision: recommendations.human_decision,
      decision_feedback: recommendations.decision_feedback,
      generated_at: recommendations.generated_at,
    })
    .from(recommendations)
    .innerJoin(campaigns, eq(campaigns.campaign_id, recommendations.campaign_id))
    .where(and(gte(recommendations.generated_at, wanted.since), inArray(recommendations.id, having)))
    .orderBy(desc(recommendations.generated_at))
    .limit(wanted.limit);
  const ids = rows.map((row) => row.id);
  const results =
    ids.length === 0
      ? []
      : await tx
          .select()
          .from(outcomes)
          .where(and(measured, inArray(outcomes.recommendation_id, ids)))
          .orderBy(asc(outcomes.metric), asc(outcomes.measure_at));
  return rows.map((row) => ({ ...row, outcomes: results.filter((each) => each.recommendation_id === row.id) }));
}

/** The active version of every playbook that was not retired, by id. */
export async function listActivePlans(tx: TenantTransaction) {
  return tx
    .select({ playbook_id: playbooks.playbook_id, plan: playbookVersions.plan })
    .from(playbooks)
    .innerJoin(playbookVersions, eq(playbookVersions.playbook_version_id, playbooks.active_version_id))
    .where(isNull(playbooks.retired_at))
    .orderBy(asc(playbooks.playbook_id));
}
