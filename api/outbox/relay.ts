import type { Logger } from 'pino';
import type { Database } from '../../db/connect.ts';
import { postponeOutbox } from '../../db/queries/enqueue-claimed.ts';
import {
  type ClaimedMessage,
  claimOutbox,
  failOutbox,
  finishOutbox,
  outboxBackoffSeconds,
  outboxChannel,
} from '../../db/queries/outbox.ts';
import { createPause } from '../events/wait-until.ts';
import type { ApiMetrics } from '../health/metrics.ts';
import type { TemporalGateway } from '../temporal/gateway.ts';
import type { ScheduleGateway } from '../temporal/schedules.ts';
import { deliverTrigger } from '../triggers/deliver-trigger.ts';
import { heldBecause } from './is-held.ts';
import { leaseSeconds } from './lease.ts';
import { type OutboxMessage, outboxMessageSchema } from './messages.ts';
import { sendMessage } from './send-message.ts';
import { catchUpWithStarted, steerExecution } from './steer-execution.ts';

/** Brings what was committed to Temporal, at least once. */
export type OutboxRelay = {
  /**
   * Sends a message that its writer has claimed, right after the commit. True when it arrived; false when it could not
   * be sent now, in which case the relay goes on trying. Never throws.
   */
  send(message: ClaimedMessage): Promise<boolean>;
  /** Begins to look for messages that others left behind. */
  start(): void;
  /** Lets running sends end, then stops. */
  stop(): Promise<void>;
};

const lookEveryMs = 1_000;
const atOnce = 20;
/** How often a queued execution looks whether it may start. */
const queueLookSeconds = 1;

/** Several relays may run beside each other: claims are exclusive, and every message is safe to repeat. */
export function createOutboxRelay(deps: {
  readonly database: Database;
  readonly temporal: TemporalGateway;
  readonly schedules: ScheduleGateway;
  /** Where the worker of this installation listens. */
  readonly task_queue: string;
  readonly metrics: ApiMetrics;
  readonly log: Logger;
}): OutboxRelay {
  const { database, temporal, schedules, task_queue, metrics, log } = deps;
  let stopped = false;
  let running: Promise<void> = Promise.resolve();
  let wake: () => void = () => undefined;

  async function send(message: ClaimedMessage): Promise<boolean> {
    const { kind, dedupe_key, attempts } = message;
    try {
      const parsed = outboxMessageSchema.parse({ kind, payload: message.payload });
      const held = await heldBecause(database, message.tenant_id, parsed);
      if (held !== null) {
        await postponeOutbox(database, message, held, queueLookSeconds);
        return false;
      }
      if ((await deliver(message.tenant_id, parsed)) === 'not_yet') {
        await postponeOutbox(database, message, 'the workflow is not there yet', outboxBackoffSeconds(attempts));
        // Its start hurries what is put off; one that came just before this was put off has not seen it.
        if ((await deliver(message.tenant_id, parsed)) === 'not_yet') return false;
      }
      await finishOutbox(database, message);
      metrics.countOutbox(kind, 'done');
      return true;
    } catch (error) {
      metrics.countOutbox(kind, 'failed');
      log.warn({ err: error, kind, dedupe_key, attempts }, 'a message could not be sent; it is tried again');
      const reason = error instanceof Error ? error.message.slice(0, 500) : 'unknown';
      await failOutbox(database, message, reason).catch((failure: unknown) => {
        log.warn({ err: failure, dedupe_key }, 'the database is away too; the message is due again after its lease');
      });
      return false;
    }
  }

  async function deliver(tenant_id: string, message: OutboxMessage): Promise<'arrived' | 'not_yet'> {
    switch (message.kind) {
      case 'signal_pause':
      case 'signal_resume':
      case 'signal_cancel':
      case 'signal_event':
        return steerExecution({ database, temporal }, tenant_id, message);
      case 'start_workflow':
        await sendMessage(temporal, message);
        await catchUpWithStarted({ database, temporal }, tenant_id, message.payload.input);
        return 'arrived';
      case 'sync_schedule':
      case 'event_received':
      case 'trigger_fired':
        await deliverTrigger({ database, schedules, task_queue, now: () => new Date(), relay }, tenant_id, message);
        return 'arrived';
      default:
        await sendMessage(temporal, message);
        return 'arrived';
    }
  }

  async function loop(): Promise<void> {
    while (!stopped) {
      const pause = createPause(lookEveryMs);
      wake = pause.end;
      const claimed = await claimOutbox(database, { limit: atOnce, lease_seconds: leaseSeconds }).catch(
        (error: unknown) => {
          log.warn({ err: error }, 'the outbox cannot be read');
          return [];
        },
      );
      await Promise.all(claimed.map(send));
      // A full batch means that more may be waiting.
      if (claimed.length === atOnce || stopped) pause.end();
      await pause.ended;
    }
  }

  const relay: OutboxRelay = {
    send,
    start() {
      const listening = database.sql.listen(outboxChannel, () => wake());
      listening.catch((error: unknown) => log.warn({ err: error }, 'cannot listen for the outbox; it is polled'));
      running = loop().then(async () => {
        const subscription = await listening.catch(() => null);
        await subscription?.unlisten();
      });
    },
    async stop() {
      stopped = true;
      wake();
      await running;
    },
  };
  return relay;
}
