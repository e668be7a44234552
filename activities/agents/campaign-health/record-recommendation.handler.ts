import { type BoundHandler, bindRun } from '../../../contracts/action-handler.ts';
import { withTenant } from '../../../db/connect.ts';
import { appendAudit } from '../../../db/queries/audit.ts';
import { beginRecommendation } from '../../../db/queries/recommendation-lifecycle.ts';
import { insertRecommendation } from '../../../db/queries/recommendations.ts';
import type { HandlerDependencies } from '../../handler-dependencies.ts';
import { validConfidence } from './diagnosis/thresholds.ts';
import { recordRecommendation } from './record-recommendation.action.ts';

/** Stores in one transaction: the recommendation, what it replaces, and the line in the audit log. */
export function createRecordRecommendationHandler(deps: Pick<HandlerDependencies, 'database' | 'clock'>): BoundHandler {
  return bindRun({
    definition: recordRecommendation,
    run: ({ campaign_id, recommendation, metrics }, { origin }) =>
      withTenant(deps.database, origin.tenant_id, async (tx) => {
        const generated_at = deps.clock.now();
        const validation_passed = recommendation.confidence >= validConfidence;
        const { id, created } = await insertRecommendation(tx, {
          campaign_id,
          execution_id: origin.execution_id,
          context: { metrics },
          recommendation,
          mode: origin.mode === 'live' ? 'propose' : 'shadow',
          validation_passed,
          generated_at,
        });
        const begun = created ? await beginRecommendation(tx, { id, now: generated_at }) : null;
        const superseded = begun?.superseded ?? 0;
        if (created) {
          await appendAudit(tx, {
            agent_name: 'CampaignHealthAgent',
            action: 'recommendation.recorded',
            entity_type: 'campaign',
            entity_id: campaign_id,
            details: {
              recommendation_id: id,
              execution_id: origin.execution_id,
              root_cause: recommendation.root_cause,
              action: recommendation.action.kind,
              confidence: recommendation.confidence,
              superseded,
            },
          });
        }
        return {
          recommendation_id: id,
          recommended_workflow: recommendation.recommended_workflow,
          root_cause: recommendation.root_cause,
          confidence: recommendation.confidence,
          validation_passed,
          superseded,
        };
      }),
  });
}
