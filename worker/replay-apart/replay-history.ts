import { type Client, WorkflowNotFoundError } from '@temporalio/client';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { CodedError } from '../../contracts/errors/index.ts';
import type { HistoryReplay, ReplayHistory } from '../../contracts/history-replay.ts';
import { scrubbed } from '../../contracts/scrub.ts';
import { openPayloads } from './open-payloads.ts';
import type { ReplayAnswer, ReplayJob } from './replay-process.ts';

/** Executions move to a new history long before. */
const usualEvents = 20_000;
const mostBytes = 16 * 1024 * 1024;

/** What the replayer works with; `client` has the converter of the worker. */
type ReplayDependencies = {
  readonly client: Client;
  readonly bundle_path: string;
  readonly replay: (job: ReplayJob, signal: AbortSignal) => Promise<ReplayAnswer>;
  /** How long a history may be; 20,000 events unless told. */
  readonly most_events?: number;
};

/** Fetches the history of an execution from Temporal and has it replayed apart against the workflows that this worker runs. */
export function createHistoryReplayer(deps: ReplayDependencies): ReplayHistory {
  const { client, bundle_path, replay, most_events = usualEvents } = deps;
  const { payloadCodecs } = client.options.loadedDataConverter;

  return async ({ workflow_id, run_id }, signal) => {
    const handle = client.workflow.getHandle(workflow_id, run_id ?? undefined);
    try {
      const { historyLength, historySize = 0 } = await handle.describe();
      const allowed = { most_events, most_bytes: mostBytes };
      if (historyLength > most_events || historySize > mostBytes)
        throw new CodedError('REPLAY_TOO_COSTLY', 'This history is larger than what is replayed here.', {
          ...{ events: historyLength, bytes: historySize, ...allowed },
        });
      const history = await handle.fetchHistory();
      const { namespace } = client.options;
      await openPayloads(history, payloadCodecs, { type: 'workflow', namespace, workflowId: workflow_id });
      const job = { workflow_id, bundle_path, history: historyToJSON(history) };
      return found(await replay(job, signal), history.events?.length ?? 0);
    } catch (error) {
      if (!(error instanceof WorkflowNotFoundError)) throw error;
      throw new CodedError('REPLAY_HISTORY_GONE', 'Temporal does not keep the history of this execution any more.');
    }
  };
}

function found({ error }: ReplayAnswer, events: number): HistoryReplay {
  if (error === null) return { outcome: 'same', event_id: null, reason: null, events };
  const event = /HistoryEvent\(id: (\d+)/.exec(error)?.[1];
  const event_id = event === undefined ? null : Number(event);
  return { outcome: 'different', event_id, reason: scrubbed(error).slice(0, 1_000), events };
}
