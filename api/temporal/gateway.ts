import { Client, Connection, WorkflowExecutionAlreadyStartedError, WorkflowNotFoundError } from '@temporalio/client';
import type { SearchAttributePair } from '@temporalio/common';
import { TypedSearchAttributes } from '@temporalio/common';

/** How to reach Temporal. */
export type TemporalSettings = {
  readonly address: string;
  readonly namespace: string;
  readonly tls: boolean;
  readonly api_key: string | undefined;
  readonly task_queue: string;
};

/** One workflow to start. */
export type WorkflowStart = {
  readonly workflow_id: string;
  readonly workflow_type: string;
  readonly input: unknown;
  readonly search_attributes: SearchAttributePair[];
  readonly summary: string;
};

/** Everything the API asks of Temporal; no read operation of the API uses it. */
export type TemporalGateway = {
  /** Starts a workflow under its deterministic id. One that was ever started under this id counts as success. */
  start(start: WorkflowStart): Promise<'started' | 'already_started'>;
  /** Sends a signal. `gone` when no such workflow is running any more. */
  signal(workflow_id: string, name: string, payload: unknown): Promise<'sent' | 'gone'>;
  /** Asks a running or finished workflow; the answer reflects every signal sent before. */
  query(workflow_id: string, name: string): Promise<unknown>;
  /** Whether the server answers, and how many workers poll the task queue. Never throws. */
  health(): Promise<{ readonly reachable: boolean; readonly pollers: number }>;
  close(): Promise<void>;
};

const callTimeout = 10_000;

/** Connects lazily: the process comes up, and says so in /readyz, while Temporal is still away. */
export function createTemporalGateway(settings: TemporalSettings): TemporalGateway {
  const connection = Connection.lazy({
    address: settings.address,
    tls: settings.tls,
    ...(settings.api_key === undefined ? {} : { apiKey: settings.api_key }),
  });
  const client = new Client({ connection, namespace: settings.namespace });
  const within = <T>(work: () => Promise<T>) => connection.withDeadline(Date.now() + callTimeout, work);
  return {
    async start(start) {
      try {
        await within(() =>
          client.workflow.start(start.workflow_type, {
            workflowId: start.workflow_id,
            taskQueue: settings.task_queue,
            args: [start.input],
            workflowIdReusePolicy: 'REJECT_DUPLICATE',
            workflowIdConflictPolicy: 'FAIL',
            typedSearchAttributes: new TypedSearchAttributes(start.search_attributes),
            staticSummary: start.summary,
          }),
        );
        return 'started';
      } catch (error) {
        if (error instanceof WorkflowExecutionAlreadyStartedError) return 'already_started';
        throw error;
      }
    },
    async signal(workflow_id, name, payload) {
      try {
        await within(() => client.workflow.getHandle(workflow_id).signal(name, payload));
        return 'sent';
      } catch (error) {
        if (error instanceof WorkflowNotFoundError) return 'gone';
        throw error;
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
