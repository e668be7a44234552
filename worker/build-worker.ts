import type { NativeConnection } from '@temporalio/worker';
import { Worker } from '@temporalio/worker';
import { createEnvelope, type EnvelopeDependencies } from '../activities/journal/envelope.ts';
import { createJournalActivities } from '../activities/journal/journal-activities.ts';
import { createReadModel } from '../activities/journal/read-model.ts';
import { isUrgent } from '../activities/journal/report.ts';
import { createReportQueue } from '../activities/journal/report-queue.ts';
import { anyChannel, type Channels } from '../activities/notifications/channels.ts';
import { createNotificationActivities } from '../activities/notifications/notification-activities.ts';
import { createTriggerActivities } from '../activities/triggers/trigger-activities.ts';
import type { ActionContext, BoundHandler } from '../contracts/action-handler.ts';
import type { Database } from '../db/connect.ts';
import { campaignOf, workflowIdOf } from '../workflows/messages.ts';
import { dataConverterOf } from './data-converter.ts';
import { createReadModelSinks } from './read-model-sinks.ts';

/** What a worker is made of. `bundle_path` is a file from `obtainBundle`. */
export type WorkerParts = {
  readonly connection: NativeConnection;
  readonly namespace: string;
  readonly task_queue: string;
  readonly bundle_path: string;
  /** MBI_PAYLOAD_KEY: encrypts what goes to Temporal. The bundle is then one of `sealed_failures`. */
  readonly payload_keys?: string | undefined;
  readonly database: Database;
  readonly handlers: readonly BoundHandler[];
  /** The ways to people besides the inbox; none unless given. */
  readonly channels?: Channels;
  readonly log: ActionContext['log'];
  /** Finds the event of a failed activity, for the links to it. */
  readonly locate?: EnvelopeDependencies['locate'];
};

/** A worker, and what must be waited for after it has stopped: the reports of its workflows. */
export type BuiltWorker = { readonly worker: Worker; readonly drain: () => Promise<void> };

/**
 * Builds the worker: the interpreter from its bundle, one activity for each action through the envelope, the journal, and
 * the sinks of the read model. A workflow whose worker died is taken over after three seconds instead of ten.
 */
export async function buildWorker(parts: WorkerParts): Promise<BuiltWorker> {
  const { database, handlers, log, locate } = parts;
  const { channels = { slack: null, email: null, public_url: null } } = parts;
  const announces = anyChannel(channels);
  const readModel = createReadModel({ database, log });
  const queue = createReportQueue({ write: readModel.write, isUrgent, log });
  const worker = await Worker.create({
    connection: parts.connection,
    namespace: parts.namespace,
    taskQueue: parts.task_queue,
    dataConverter: dataConverterOf(database, parts.payload_keys),
    workflowBundle: { codePath: parts.bundle_path },
    activities: {
      ...createEnvelope({ database, handlers, log, ...(locate === undefined ? {} : { locate }) }),
      ...createJournalActivities({ database, naming: { workflowIdOf, campaignOf }, announces, log }),
      ...createTriggerActivities({ database, log }),
      ...createNotificationActivities({ database, channels, log }),
    },
    sinks: createReadModelSinks(queue),
    stickyQueueScheduleToStartTimeout: '3s',
    // What is begun must get on: an activity that waits for the processor here burns the time it may take.
    maxConcurrentActivityTaskExecutions: 30,
    maxConcurrentWorkflowTaskExecutions: 50,
    maxCachedWorkflows: 500,
    shutdownGraceTime: '1s',
    shutdownForceTime: '2500ms',
  });
  return { worker, drain: queue.drain };
}
