import { z } from 'zod';
import { defaultRetry, defineAction } from '../../../contracts/action.ts';
import { historyReplaySchema } from '../../../contracts/history-replay.ts';

/**
 * Replays the recorded history of an execution against the workflows as the worker runs them: no activity is called, no model
 * is asked, nothing is written. Throws EXECUTION_NOT_FOUND, REPLAY_HISTORY_GONE and REPLAY_TOO_COSTLY.
 */
export const replayHistoryAction = defineAction({
  agent: 'ReplayAgent',
  action: 'replay_history',
  effect: 'read',
  summary: 'Replays the history of an execution against the code of today.',
  params: z.object({ execution_id: z.uuid().describe('an execution of the same tenant') }),
  output: historyReplaySchema,
  timeout_seconds: 120,
  retry: { ...defaultRetry, max_attempts: 1 },
});
