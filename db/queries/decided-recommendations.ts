import { and, desc, eq, gte, inArray, lt, ne, or } from 'drizzle-orm';
import { z } from 'zod';
import { rootCauseSchema, workflowTypeSchema } from '../../contracts/recommendation.ts';
import type { TenantTransaction } from '../connect.ts';
import { recommendations } from '../schema/index.ts';

const measuredSchema = z.looseObject({ improvement_pct: z.number().nullish() });

/**
 * Recommendations that were decided from `from` (inclusive) to `until` (exclusive), newest first, with what was measured
 * where they were followed. What was in shadow reached nobody and is left out.
 */
export async function listDecidedRecommendations(
  tx: TenantTransaction,
  range: { readonly from: Date; readonly until: Date; readonly limit: number },
) {
  const { recommendation, human_decision, auto_approved, outcome_metrics, decided_at, mode, model_version } =
    recommendations;
  const rows = await tx
    .select({
      ...{ id: recommendations.id, recommended_workflow: recommendations.recommended_workflow },
      ...{ root_cause: recommendations.root_cause, confidence: recommendations.confidence },
      ...{ recommendation, human_decision, auto_approved, outcome_metrics, model_version },
    })
    .from(recommendations)
    .where(
      and(
        or(inArray(human_decision, ['approved', 'rejected']), eq(auto_approved, true)),
        ne(mode, 'shadow'),
        gte(decided_at, range.from),
        lt(decided_at, range.until),
      ),
    )
    .orderBy(desc(decided_at), desc(recommendations.id))
    .limit(range.limit);
  return rows.flatMap((row) => {
    const recommended_workflow = workflowTypeSchema.safeParse(row.recommended_workflow);
    const root_cause = rootCauseSchema.safeParse(row.root_cause);
    if (!recommended_workflow.success || !root_cause.success) return [];
    const measured = measuredSchema.safeParse(row.outcome_metrics);
    return [
      {
        ...{ id: row.id, recommended_workflow: recommended_workflow.data, root_cause: root_cause.data },
        specific_action: row.recommendation.specific_action,
        ...{ confidence: Number(row.confidence), model_version: row.model_version ?? '' },
        was_accepted: row.human_decision === 'approved' || row.auto_approved,
        improvement_pct: measured.success ? (measured.data.improvement_pct ?? null) : null,
      },
    ];
  });
}
