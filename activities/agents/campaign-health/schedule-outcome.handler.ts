import { randomUUID } from 'node:crypto';
import { type BoundHandler, bindRun } from '../../../contracts/action-handler.ts';
import { withTenant } from '../../../db/connect.ts';
import { enqueueOutbox } from '../../../db/queries/outbox.ts';
import { findPlannedOutcome, insertOutcome } from '../../../db/queries/outcomes.ts';
import type { HandlerDependencies } from '../../handler-dependencies.ts';
import { scheduleOutcome } from './schedule-outcome.action.ts';

const daySeconds = 86_400;

/**
 * Writes the planned outcome and the message that starts the workflow which waits for it, in one transaction.
 * Nothing is planned for a change that was not applied. An hour is added to the window, so that the last day is complete.
 */
export function createScheduleOutcomeHandler(deps: Pick<HandlerDependencies, 'database' | 'clock'>): BoundHandler {
  return bindRun({
    definition: scheduleOutcome,
    run: (params, { origin }) =>
      withTenant(deps.database, origin.tenant_id, async (tx) => {
        if (!params.change?.applied || origin.mode !== 'live') return { outcome_id: null, measure_at: null };
        const held = await findPlannedOutcome(tx, { execution_id: origin.execution_id, metric: params.metric });
        if (held !== null) return { outcome_id: held.outcome_id, measure_at: held.measure_at.toISOString() };
        const outcome_id = randomUUID();
        const window_seconds = params.window_days * daySeconds;
        // The days after the change are full days, so the day of the change itself is waited out as well.
        const measure_at = new Date(deps.clock.now().getTime() + (window_seconds + daySeconds + 3600) * 1000);
        await insertOutcome(tx, {
          outcome_id,
          recommendation_id: params.recommendation_id ?? null,
          execution_id: origin.execution_id,
          campaign_id: params.campaign_id,
          metric: params.metric,
          direction: params.direction,
          window_seconds,
          measure_at,
        });
        await enqueueOutbox(tx, {
          kind: 'track_outcome',
          payload: {
            tenant_id: origin.tenant_id,
            execution_id: origin.execution_id,
            outcome_id,
            playbook_id: origin.playbook_id,
            campaign_id: params.campaign_id,
            measure_at_ms: measure_at.getTime(),
            mode: origin.mode,
            requested_by: origin.requested_by,
          },
          dedupe_key: `track_outcome/${outcome_id}`,
        });
        return { outcome_id, measure_at: measure_at.toISOString() };
      }),
  });
}
