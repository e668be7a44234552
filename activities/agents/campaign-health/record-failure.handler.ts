import { type BoundHandler, bindRun } from '../../../contracts/action-handler.ts';
import { withTenant } from '../../../db/connect.ts';
import { recordAgentExecution } from '../../../db/queries/agent-executions.ts';
import type { HandlerDependencies } from '../../handler-dependencies.ts';
import { endedState } from './ended-state.ts';
import { recordFailure } from './record-failure.action.ts';

const timedOut: readonly string[] = ['ACTIVITY_TIMED_OUT', 'LLM_DEADLINE'];

/** One row, once for each execution. */
export function createRecordFailureHandler(deps: Pick<HandlerDependencies, 'database' | 'clock'>): BoundHandler {
  return bindRun({
    definition: recordFailure,
    run: ({ campaign_id, code, message }, { origin, log }) => {
      log.warn({ event: 'analyze_campaign_failed', campaign_id, error: code }, 'analyze_campaign_failed');
      return withTenant(deps.database, origin.tenant_id, async (tx) => ({
        recorded: await recordAgentExecution(tx, {
          ...{ campaign_id, execution_id: origin.execution_id, recommendation_id: null, ended_at: deps.clock.now() },
          status: timedOut.includes(code) ? 'timeout' : 'error',
          error_message: `${code}: ${message}`,
          state: endedState({ campaign_id, context: null, recommendation: null }),
        }),
      }));
    },
  });
}
