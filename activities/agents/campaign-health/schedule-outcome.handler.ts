import { type BoundHandler, bindRun } from '../../../contracts/action-handler.ts';
import { withTenant } from '../../../db/connect.ts';
import { planOutcome } from '../../../db/queries/plan-outcome.ts';
import type { HandlerDependencies } from '../../handler-dependencies.ts';
import { scheduleOutcome } from './schedule-outcome.action.ts';

const daySeconds = 86_400;

/**
 * Writes the planned outcome and the message that starts the workflow which waits for it, in one transaction.
 * Nothing is planned for a change that was not applied.
 */
export function createScheduleOutcomeHandler(deps: Pick<HandlerDependencies, 'database' | 'clock'>): BoundHandler {
  return bindRun({
    definition: scheduleOutcome,
    run: (params, { origin }) =>
      withTenant(deps.database, origin.tenant_id, async (tx) => {
        if (!params.change?.applied || origin.mode !== 'live') return { outcome_id: null, measure_at: null };
        const { tenant_id, execution_id, playbook_id, requested_by } = origin;
        const { campaign_id, metric, direction, recommendation_id = null } = params;
        const { outcome_id, measure_at } = await planOutcome(tx, {
          ...{ tenant_id, execution_id, playbook_id, requested_by, campaign_id, metric, direction, recommendation_id },
          ...{ window_seconds: params.window_days * daySeconds, minimum_effect_pct: 0, at: deps.clock.now() },
        });
        return { outcome_id, measure_at: measure_at.toISOString() };
      }),
  });
}
