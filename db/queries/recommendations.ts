import { eq } from 'drizzle-orm';
import type { JsonObject } from '../../contracts/canonical-json.ts';
import type { Recommendation } from '../../contracts/recommendation.ts';
import type { TenantTransaction } from '../connect.ts';
import { recommendations } from '../schema/index.ts';

/** What is stored with a new recommendation. */
export type NewRecommendation = {
  readonly campaign_id: string;
  readonly execution_id: string;
  readonly context: JsonObject;
  readonly recommendation: Recommendation;
  readonly mode: 'shadow' | 'propose';
  readonly validation_passed: boolean;
  readonly generated_at: Date;
};

/**
 * Stores the recommendation of an execution once: a repeated call changes nothing and gives the same id.
 * `created` is false then.
 */
export async function insertRecommendation(
  tx: TenantTransaction,
  entry: NewRecommendation,
): Promise<{ readonly id: string; readonly created: boolean }> {
  const { recommendation: made } = entry;
  const [added] = await tx
    .insert(recommendations)
    .values({
      // One execution makes one recommendation, so its id is known as soon as the analysis is asked for.
      id: entry.execution_id,
      campaign_id: entry.campaign_id,
      execution_id: entry.execution_id,
      context: entry.context,
      recommended_workflow: made.recommended_workflow,
      specific_action: made.specific_action,
      reasoning: made.reasoning,
      signal_analysis: made.signal_analysis,
      root_cause: made.root_cause,
      expected_impact: made.expected_impact,
      risk_level: made.risk_level,
      risk_factors: made.risk_factors,
      alternative_actions: made.alternative_actions,
      success_metrics: made.success_metrics,
      confidence: made.confidence,
      confidence_reasoning: made.confidence_reasoning,
      mode: entry.mode,
      action: made.action,
      recommendation: made,
      validation_passed: entry.validation_passed,
      degraded: made.degraded,
      model_version: made.model_version,
      prompt_version: made.prompt_version,
      raw_confidence: made.raw_confidence,
      iteration_count: made.iteration_count,
      missing_sources: made.missing_sources,
      generated_at: entry.generated_at,
    })
    .onConflictDoNothing({ target: [recommendations.tenant_id, recommendations.execution_id] })
    .returning({ id: recommendations.id });
  if (added !== undefined) return { id: added.id, created: true };
  const [held] = await tx
    .select({ id: recommendations.id })
    .from(recommendations)
    .where(eq(recommendations.execution_id, entry.execution_id));
  if (held === undefined) throw new Error('A recommendation that conflicts with an existing one cannot be found.');
  return { id: held.id, created: false };
}

/** Writes what came of a recommendation. */
export async function recordRecommendationOutcome(
  tx: TenantTransaction,
  entry: { readonly id: string; readonly outcome_metrics: JsonObject; readonly recorded_at: Date },
): Promise<void> {
  await tx
    .update(recommendations)
    .set({ outcome_metrics: entry.outcome_metrics, outcome_recorded_at: entry.recorded_at })
    .where(eq(recommendations.id, entry.id));
}
