import { replayHistoryAction } from '../../../activities/agents/replay/replay-history.action.ts';
import { historyReplaySchema } from '../../../contracts/history-replay.ts';
import { awaitOutput } from '../../executions/await-output.ts';
import { defineOperation, json, nothing } from '../../operation/operation.ts';
import { executionPath } from './execution-schema.ts';
import { executionOrRefuse } from './find-or-refuse.ts';

const replayWithinMs = 90_000;

/**
 * Replays the history of an execution in the worker, against the workflows that it runs today: no activity is called, no model
 * is asked, nothing that the execution did is done again. Whatever the history is like, the worker goes on.
 */
export const replayExecution = defineOperation({
  method: 'post',
  path: '/v2/executions/:id/replay',
  id: 'replay_execution',
  tag: 'executions',
  summary: 'Whether the code of today does with the recorded history what the code of then did.',
  access: 'executions:rerun',
  params: executionPath,
  query: nothing,
  body: nothing,
  responses: { 200: { description: 'The same, or where the two part.', schema: historyReplaySchema } },
  errors: ['EXECUTION_NOT_FOUND', 'REPLAY_HISTORY_GONE', 'REPLAY_TOO_COSTLY', 'REPLAY_TIMEOUT'],
  per_minute: 6,
  async handle({ params, deps, principal, inTenant, signal }) {
    const { execution_id } = await inTenant((tx) => executionOrRefuse(tx, params.id));
    const action = { definition: replayHistoryAction, params: { execution_id } };
    const waiting = { timeout_ms: replayWithinMs, signal, late: 'REPLAY_TIMEOUT' } as const;
    const output = await awaitOutput(deps, { principal, inTenant }, action, waiting);
    return json(200, historyReplaySchema.parse(output));
  },
});
