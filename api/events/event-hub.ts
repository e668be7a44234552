import type { Logger } from 'pino';
import { CodedError } from '../../contracts/errors/index.ts';
import type { Database } from '../../db/connect.ts';
import { eventsChannel } from '../../db/queries/execution-events.ts';

/** Streams that one person may have open at once in one API process: many tabs and programs, and no flood. */
const mostStreams = 40;

/** Wakes those who wait for rows. It carries no data: whoever wakes reads the rows, in their own tenant. */
export type EventHub = {
  /** Calls back with the id of each execution that has news (null: look at yours) until the returned function is called. */
  subscribe(listener: (execution_id: string | null) => void): () => void;
  /** Throws RATE_LIMITED when a person (tenant and user) has as many streams open as may be. */
  refuseFlood(owner: string): void;
  /** Counts a stream of a person until the returned function is called. */
  enter(owner: string): () => void;
  close(): Promise<void>;
};

/** One LISTEN connection for the whole process; it reconnects by itself and then wakes everybody. */
export function createEventHub(database: Database, log: Logger): EventHub {
  const listeners = new Set<(execution_id: string | null) => void>();
  const tell = (execution_id: string | null) => {
    for (const listener of listeners) listener(execution_id);
  };
  const streams = new Map<string, number>();
  const add = (owner: string, number: number) => {
    const left = (streams.get(owner) ?? 0) + number;
    if (left > 0) streams.set(owner, left);
    else streams.delete(owner);
  };
  const listening = database.sql.listen(eventsChannel, tell, () => tell(null));
  listening.catch((error: unknown) => log.warn({ err: error }, 'cannot listen for events; streams poll instead'));
  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    refuseFlood(owner) {
      if ((streams.get(owner) ?? 0) < mostStreams) return;
      const detail = `${mostStreams} event streams are open already.`;
      throw new CodedError('RATE_LIMITED', detail, { limit: mostStreams }, 30);
    },
    enter(owner) {
      add(owner, 1);
      return () => add(owner, -1);
    },
    async close() {
      listeners.clear();
      const subscription = await listening.catch(() => null);
      await subscription?.unlisten();
    },
  };
}
