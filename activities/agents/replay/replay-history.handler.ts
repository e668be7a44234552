import { type BoundHandler, bindRun } from '../../../contracts/action-handler.ts';
import { CodedError } from '../../../contracts/errors/index.ts';
import { withTenant } from '../../../db/connect.ts';
import { findExecution } from '../../../db/queries/executions-list.ts';
import type { HandlerDependencies } from '../../handler-dependencies.ts';
import { replayHistoryAction } from './replay-history.action.ts';

/** Looks the execution up in the tenant of the caller, so that nobody replays another tenant's. */
export function createReplayHistoryHandler({
  database,
  replayHistory,
}: Pick<HandlerDependencies, 'database' | 'replayHistory'>): BoundHandler {
  return bindRun({
    definition: replayHistoryAction,
    run: async ({ execution_id }, { origin, signal }) => {
      const execution = await withTenant(database, origin.tenant_id, (tx) => findExecution(tx, execution_id));
      if (execution === null) throw new CodedError('EXECUTION_NOT_FOUND', `There is no execution ${execution_id}.`);
      if (replayHistory === undefined) throw new CodedError('REPLAY_HISTORY_GONE', 'This worker keeps no histories.');
      return replayHistory(execution, signal);
    },
  });
}
