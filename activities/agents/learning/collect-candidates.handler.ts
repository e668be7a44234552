import { type BoundHandler, bindRun } from '../../../contracts/action-handler.ts';
import { clarityOf, tagsOf } from '../../../contracts/golden-example.ts';
import { campaignContextSchema } from '../../../contracts/reasoning/campaign-context.ts';
import { workflowTypeSchema } from '../../../contracts/recommendation.ts';
import { withTenant } from '../../../db/connect.ts';
import { insertGoldenCandidate } from '../../../db/queries/golden-candidates.ts';
import { listCandidateRows } from '../../../db/queries/outcome-tracking.ts';
import type { HandlerDependencies } from '../../handler-dependencies.ts';
import { collectCandidates } from './actions.action.ts';

const usualMs = 90 * 86_400_000;

/**
 * A yes to the agent's own proposal says little about what a person would have chosen unasked: such cases are tagged
 * `self_confirmed`, and who scores the agent keeps them apart.
 */
export function createCollectCandidatesHandler(deps: Pick<HandlerDependencies, 'database' | 'clock'>): BoundHandler {
  return bindRun({
    definition: collectCandidates,
    run: ({ since, until, limit }, { origin }) =>
      withTenant(deps.database, origin.tenant_id, async (tx) => {
        const now = deps.clock.now();
        const from = since == null ? new Date(now.getTime() - usualMs) : new Date(since);
        const to = until == null ? now : new Date(until);
        const counts = { collected: 0, left_out: 0 };
        for (const { row, campaign_name } of await listCandidateRows(tx, { since: from, until: to, limit })) {
          const context = campaignContextSchema.safeParse(row.context);
          const chosen = workflowTypeSchema.safeParse(row.human_workflow);
          if (!context.success || context.data.campaign_metrics === null || !chosen.success) {
            counts.left_out += 1;
            continue;
          }
          const human_decision = chosen.data;
          const { id, status, outcome_metrics, decided_at } = row;
          const own = status === 'approved' && human_decision === row.recommended_workflow;
          const tags = tagsOf({ context: context.data, human_decision });
          const { success, improvement_pct } = outcome_metrics ?? {};
          const added = await insertGoldenCandidate(tx, {
            ...{ example_id: `rec-${id}`, recommendation_id: id, campaign_id: row.campaign_id, campaign_name },
            ...{ context: row.context, human_decision, human_reasoning: row.human_reasoning },
            confidence: clarityOf({
              success: success === true,
              improvement_pct: typeof improvement_pct === 'number' ? improvement_pct : null,
            }),
            ...{ outcome: outcome_metrics, decision_date: decided_at ?? row.generated_at, decided_by: row.decided_by },
            tags: own ? [...tags, 'self_confirmed'] : tags,
          });
          counts.collected += added ? 1 : 0;
        }
        return counts;
      }),
  });
}
