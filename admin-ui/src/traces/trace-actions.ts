import { historyReplaySchema } from '../../../contracts/history-replay.ts';
import type { HttpClient } from '../server/http-client.ts';
import { callTextsSchema } from './model-call-view.ts';

/** Looking into a call of a language model, and into a run again. Throws ServerProblem. */
export function createTraceActions(http: HttpClient) {
  return {
    /** What went to the model and what came back, for those who may read it. */
    texts: (call_id: string) => http.request(`/v2/llm-traces/${encodeURIComponent(call_id)}`, callTextsSchema),
    /** Has the worker replay the history of an execution. */
    replay: (execution_id: string) =>
      http.request(`/v2/executions/${encodeURIComponent(execution_id)}/replay`, historyReplaySchema, {
        ...{ method: 'POST', body: {} },
      }),
  };
}
