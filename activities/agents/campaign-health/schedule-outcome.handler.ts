import { type BoundHandler, bindRun } from '../../../contracts/action-handler.ts';
import { withTenant } from '../../../db/connect.ts';
import { planOutcome } from '../../../db/queries/plan-outcome.ts';
import { conversionLagDays } from '../../ad-platforms/conversion-lag.action.ts';
import type { HandlerDependencies } from '../../handler-dependencies.ts';
import { scheduleOutcome } from './schedule-outcome.action.ts';

const daySeconds = 86_400;

/**
 * Writes the planned outcome and the message that starts the workflow which waits for it, in one transaction.
 * Nothing is planned for a change that was not applied, unless that is to be tracked; and nothing ever for a dry run.
 */
export function createScheduleOutcomeHandler(deps: Pick<HandlerDependencies, 'database' | 'clock'>): BoundHandler {
  return bindRun({
    definition: scheduleOutcome,
    run: (params, { origin }) =>
      withTenant(deps.database, origin.tenant_id, async (tx) => {
        const change = params.change?.applied === true && origin.mode === 'live' ? params.change : null;
        const tracked = params.track_unchanged && origin.mode !== 'dry_run';
        if (change === null && !tracked) return { outcome_id: null, measure_at: null };
        const { tenant_id, execution_id, playbook_id, requested_by } = origin;
        const { campaign_id, metric, direction, recommendation_id = null } = params;
        const appliedAt = lastOf((change?.receipts ?? []).map((receipt) => receipt.applied_at));
        const { outcome_id, measure_at } = await planOutcome(tx, {
          ...{ tenant_id, execution_id, playbook_id, requested_by, campaign_id, metric, direction, recommendation_id },
          ...{
            window_seconds: params.window_days * daySeconds,
            minimum_effect_pct: 0,
            at: appliedAt ?? deps.clock.now(),
          },
          ...{ change_set_id: change?.change_set_id ?? null, lagOf: conversionLagDays, by: 'step' },
        });
        return { outcome_id, measure_at: measure_at.toISOString() };
      }),
  });
}

function lastOf(moments: readonly string[]): Date | null {
  const last = Math.max(...moments.map((moment) => Date.parse(moment)));
  return Number.isFinite(last) ? new Date(last) : null;
}
