import { and, count, desc, eq, gte, lt, ne, or, type SQL, sql } from 'drizzle-orm';
import { recommendationStatusSchema } from '../../contracts/recommendation-state.ts';
import type { TenantTransaction } from '../connect.ts';
import { campaigns, recommendationFeedback, recommendations } from '../schema/index.ts';
import { type Period, readAnalytics } from './analytics.ts';

const mostItems = 50;
const gain = sql<number | null>`(${recommendations.outcome_metrics} ->> 'improvement_pct')::float8`;
const visible = ne(recommendations.mode, 'shadow');

/** What was rejected as wrong, or was followed and did not help. */
const failed = or(
  sql`${recommendations.feedback_category} in ('wrong_understandable', 'wrong_unclear')`,
  sql`(${recommendations.human_decision} = 'approved' or ${recommendations.auto_approved}) and ${gain} <= 0`,
);

/**
 * What the team looks at together. On Monday: what the days before brought and what waits, most urgent first. On Friday:
 * what people flagged, what failed and where it clusters. Each list holds at most 50.
 */
export async function readPack(tx: TenantTransaction, kind: 'monday' | 'friday', period: Period) {
  const inPeriod = or(
    and(gte(recommendations.decided_at, period.since), lt(recommendations.decided_at, period.until)),
    and(gte(recommendations.outcome_recorded_at, period.since), lt(recommendations.outcome_recorded_at, period.until)),
  );
  const waiting = eq(recommendations.status, 'pending');
  const flagged = eq(recommendations.flagged_for_review, true);
  return {
    ...{ kind, since: period.since, until: period.until, figures: await readAnalytics(tx, period) },
    agenda: await items(tx, kind === 'monday' ? waiting : flagged, sql`${recommendations.priority} desc nulls last`),
    failures: await items(tx, and(failed, inPeriod), desc(recommendations.decided_at)),
    patterns: await patterns(tx, and(failed, inPeriod)),
    feedback_by_category: await feedbackByCategory(tx, period),
  };
}

async function items(tx: TenantTransaction, condition: SQL | undefined, order: SQL) {
  const rows = await tx
    .select({
      recommendation_id: recommendations.id,
      campaign_id: recommendations.campaign_id,
      campaign_name: campaigns.campaign_name,
      recommended_workflow: recommendations.recommended_workflow,
      specific_action: recommendations.specific_action,
      root_cause: recommendations.root_cause,
      status: recommendations.status,
      confidence: recommendations.confidence,
      priority: recommendations.priority,
      decided_by: recommendations.decided_by,
      human_workflow: recommendations.human_workflow,
      feedback_category: recommendations.feedback_category,
      decision_feedback: recommendations.decision_feedback,
      improvement_pct: gain,
      generated_at: recommendations.generated_at,
    })
    .from(recommendations)
    .innerJoin(campaigns, eq(campaigns.campaign_id, recommendations.campaign_id))
    .where(and(visible, condition))
    .orderBy(order, desc(recommendations.generated_at), desc(recommendations.id))
    .limit(mostItems);
  return rows.map((row) => ({ ...row, status: recommendationStatusSchema.parse(row.status) }));
}

async function patterns(tx: TenantTransaction, condition: SQL | undefined) {
  const { root_cause, recommended_workflow } = recommendations;
  return tx
    .select({ root_cause, recommended_workflow, failures: count() })
    .from(recommendations)
    .where(and(visible, condition))
    .groupBy(root_cause, recommended_workflow)
    .orderBy(desc(count()), root_cause, recommended_workflow);
}

async function feedbackByCategory(tx: TenantTransaction, period: Period): Promise<Record<string, number>> {
  const { category, created_at } = recommendationFeedback;
  const rows = await tx
    .select({ category, feedback: count() })
    .from(recommendationFeedback)
    .where(and(gte(created_at, period.since), lt(created_at, period.until)))
    .groupBy(category);
  return Object.fromEntries(rows.map((row) => [row.category, row.feedback]));
}
