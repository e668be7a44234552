import { Client, Connection, WorkflowExecutionAlreadyStartedError, WorkflowNotFoundError } from '@temporalio/client';
import type { PayloadCodec } from '@temporalio/common';
import type { DeliverApprovalInput } from '../../contracts/activity-envelope.ts';
import type { TemporalConnection } from '../../contracts/config/temporal.ts';
import type { ExecutionInput } from '../../contracts/execution.ts';
import {
  deliverApprovalType,
  startOptions,
  type TrackOutcomeInput,
  trackOutcomeType,
} from '../../workflows/messages.ts';

/** How to reach Temporal. */
export type TemporalSettings = {
  readonly connection: TemporalConnection;
  readonly namespace: string;
  readonly task_queue: string;
  /** Where people reach the back office, for the way back from the Temporal UI. */
  readonly public_url?: string;
};

/** Everything the API asks of Temporal; no read operation of the API uses it. */
export type TemporalGateway = {
  /** Starts an execution’s workflow under its deterministic id. One that was ever started counts as success. */
  start(input: ExecutionInput): Promise<'started' | 'already_started'>;
  /** Starts the workflow that measures an outcome later, once for each outcome. */
  track(input: TrackOutcomeInput): Promise<'started' | 'already_started'>;
  /** Starts the workflow that tells people of an approval, once for each message. */
  deliver(input: DeliverApprovalInput): Promise<'started' | 'already_started'>;
  /** Sends a signal. `gone` when no such workflow is running any more. */
  signal(workflow_id: string, name: string, payload: unknown): Promise<'sent' | 'gone'>;
  /** Asks a workflow to cancel itself; one that has ended counts as success. */
  cancel(workflow_id: string): Promise<void>;
  /** Asks a running or finished workflow; the answer reflects every signal sent before. */
  query(workflow_id: string, name: string): Promise<unknown>;
  /** Whether the server answers, and how many workers poll the task queue. Never throws. */
  health(): Promise<{ readonly reachable: boolean; readonly pollers: number }>;
  close(): Promise<void>;
};

const callTimeout = 10_000;

/**
 * Connects lazily: the process comes up, and says so in /readyz, while Temporal is still away. `payloadCodecs` are those
 * that the workers use.
 */
export function createTemporalGateway(settings: TemporalSettings, payloadCodecs: PayloadCodec[] = []): TemporalGateway {
  const connection = Connection.lazy(settings.connection);
  const client = new Client({ connection, namespace: settings.namespace, dataConverter: { payloadCodecs } });
  const within = <T>(work: () => Promise<T>) => connection.withDeadline(Date.now() + callTimeout, work);
  /** Starts a small workflow of ours under an id that is taken once for ever. */
  const startOnce = async (type: string, workflowId: string, input: object) => {
    try {
      const { task_queue: taskQueue } = settings;
      const options = { workflowId, taskQueue, workflowIdReusePolicy: 'REJECT_DUPLICATE' as const, args: [input] };
      await within(() => client.workflow.start(type, options));
      return 'started' as const;
    } catch (error) {
      if (error instanceof WorkflowExecutionAlreadyStartedError) return 'already_started' as const;
      throw error;
    }
  };
  return {
    async start(input) {
      try {
        const { args, typedSearchAttributes, ...options } = startOptions(
          input,
          settings.task_queue,
          settings.public_url,
        );
        await within(() =>
          client.workflow.start(input.plan.playbook_id, {
            ...options,
            args: [...args],
            typedSearchAttributes: [...typedSearchAttributes],
          }),
        );
        return 'started';
      } catch (error) {
        if (error instanceof WorkflowExecutionAlreadyStartedError) return 'already_started';
        throw error;
      }
    },
    track: (input) => startOnce(trackOutcomeType, `track_outcome.${input.outcome_id}`, input),
    deliver: (input) => startOnce(deliverApprovalType, input.message_key.replaceAll('/', '.'), input),
    async signal(workflow_id, name, payload) {
      try {
        await within(() => client.workflow.getHandle(workflow_id).signal(name, payload));
        return 'sent';
      } catch (error) {
        if (error instanceof WorkflowNotFoundError) return 'gone';
        throw error;
      }
    },
    async cancel(workflow_id) {
      try {
        await within(() => client.workflow.getHandle(workflow_id).cancel());
      } catch (error) {
        if (!(error instanceof WorkflowNotFoundError)) throw error;
      }
    },
    query: (workflow_id, name) => within(() => client.workflow.getHandle(workflow_id).query(name)),
    async health() {
      try {
        return await connection.withDeadline(Date.now() + 2_000, async () => {
          const answer = await client.workflowService.describeTaskQueue({
            namespace: settings.namespace,
            taskQueue: { name: settings.task_queue },
            taskQueueType: 1,
          });
          return { reachable: true, pollers: answer.pollers?.length ?? 0 };
        });
      } catch {
        return { reachable: false, pollers: 0 };
      }
    },
    close: () => connection.close(),
  };
}
