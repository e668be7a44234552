import { type BoundHandler, bindRun } from '../../../contracts/action-handler.ts';
import { withTenant } from '../../../db/connect.ts';
import { deriveId } from '../../../db/derive-id.ts';
import { listDecidedRecommendations } from '../../../db/queries/decided-recommendations.ts';
import { readTriggeredBy, recordEvaluationRun } from '../../../db/queries/evaluation-runs.ts';
import { outcomeRun } from '../../../evals/index.ts';
import type { HandlerDependencies } from '../../handler-dependencies.ts';
import { evaluateOutcomesAction } from './evaluate-outcomes.action.ts';

const dayMs = 86_400_000;
/** More decisions than people make in the longest period. */
const limit = 10_000;

/** Reads and stores in one transaction; a repeated attempt of the same step stores the same run, once. */
export function createEvaluateOutcomesHandler(deps: Pick<HandlerDependencies, 'database' | 'clock'>): BoundHandler {
  return bindRun({
    definition: evaluateOutcomesAction,
    run: ({ days }, { origin }) => {
      const { tenant_id, execution_id, step_id, iteration } = origin;
      const until = deps.clock.now();
      const from = new Date(until.getTime() - days * dayMs);
      const period = `decided in ${days} days to ${until.toISOString().slice(0, 10)}`;
      return withTenant(deps.database, tenant_id, async (tx) => {
        const { report, reason } = outcomeRun(await listDecidedRecommendations(tx, { from, until, limit }), period);
        if (report === null) return { evaluation_run_id: null, reason, outcome: null };
        const id = deriveId('evaluation_run', tenant_id, execution_id, step_id, iteration);
        const triggered_by = await readTriggeredBy(tx, execution_id);
        const evaluation_run_id = await recordEvaluationRun(tx, report, { id, triggered_by, git_commit: null });
        return { evaluation_run_id, reason: null, outcome: report.metrics.outcome };
      });
    },
  });
}
