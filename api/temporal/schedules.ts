import {
  Client,
  Connection,
  ScheduleAlreadyRunning,
  ScheduleNotFoundError,
  WorkflowExecutionAlreadyStartedError,
} from '@temporalio/client';
import type { PayloadCodec } from '@temporalio/common';
import { schedulePrefix, type WatchInput, watchTriggersType } from '../../contracts/watch-triggers.ts';
import { queueInNote, type WantedSchedule } from '../triggers/schedule-options.ts';
import type { TemporalSettings } from './gateway.ts';

/** A schedule of ours as it stands at the server. `note` is what it was given when it was last brought in line. */
export type KeptSchedule = { readonly schedule_id: string; readonly note: string; readonly paused: boolean };

/** What the API asks of Temporal about schedules and the watching of triggers. */
export type ScheduleGateway = {
  /** Makes a schedule what it should be, whether or not there is one. It is not paused afterwards. */
  put(wanted: WantedSchedule): Promise<void>;
  /** Takes a schedule away; one that is not there counts as success. */
  remove(schedule_id: string): Promise<void>;
  /** Every schedule of this installation: ours by name, and working for our task queue. */
  list(): Promise<readonly KeptSchedule[]>;
  /** Starts the workflow that looks who listens to an event, once for each event. */
  watch(input: WatchInput & { readonly kind: 'event' }): Promise<void>;
  close(): Promise<void>;
};

const callTimeout = 10_000;

/** Connects when it is first asked. `payloadCodecs` are those that the workers use. */
export function createScheduleGateway(settings: TemporalSettings, payloadCodecs: PayloadCodec[] = []): ScheduleGateway {
  const connection = Connection.lazy(settings.connection);
  const client = new Client({ connection, namespace: settings.namespace, dataConverter: { payloadCodecs } });
  const within = <T>(work: () => Promise<T>) => connection.withDeadline(Date.now() + callTimeout, work);
  /** For a schedule whose note does not name its queue. */
  async function queueOf(schedule_id: string): Promise<string | null> {
    try {
      const { action } = await within(() => client.schedule.getHandle(schedule_id).describe());
      return action.taskQueue;
    } catch (error) {
      if (error instanceof ScheduleNotFoundError) return null;
      throw error;
    }
  }

  return {
    async put({ schedule_id, note, options }) {
      try {
        await within(() => client.schedule.create({ ...options, state: { note } }));
      } catch (error) {
        if (!(error instanceof ScheduleAlreadyRunning)) throw error;
        const { scheduleId, ...changed } = options;
        await within(() => client.schedule.getHandle(schedule_id).update(() => ({ ...changed, state: { note } })));
      }
    },
    async remove(schedule_id) {
      try {
        await within(() => client.schedule.getHandle(schedule_id).delete());
      } catch (error) {
        if (!(error instanceof ScheduleNotFoundError)) throw error;
      }
    },
    async list() {
      const found: KeptSchedule[] = [];
      for await (const { scheduleId, state } of client.schedule.list({ pageSize: 500 })) {
        if (!scheduleId.startsWith(schedulePrefix)) continue;
        if ((queueInNote(state.note) ?? (await queueOf(scheduleId))) !== settings.task_queue) continue;
        found.push({ schedule_id: scheduleId, note: state.note ?? '', paused: state.paused });
      }
      return found;
    },
    async watch(input) {
      try {
        await within(() =>
          client.workflow.start(watchTriggersType, {
            workflowId: `watch.event.${input.event_id}`,
            taskQueue: settings.task_queue,
            workflowIdReusePolicy: 'REJECT_DUPLICATE',
            workflowExecutionTimeout: '1 day',
            args: [input],
          }),
        );
      } catch (error) {
        if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
      }
    },
    close: () => connection.close(),
  };
}
