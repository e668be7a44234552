import type { Logger } from 'pino';
import type { Database } from '../../db/connect.ts';
import { eventsChannel } from '../../db/queries/execution-events.ts';

/** Wakes those who wait for rows. It carries no data: whoever wakes reads the rows, in their own tenant. */
export type EventHub = {
  /** Calls back with the id of each execution that has news (null: look at yours) until the returned function is called. */
  subscribe(listener: (execution_id: string | null) => void): () => void;
  close(): Promise<void>;
};

/** One LISTEN connection for the whole process; it reconnects by itself and then wakes everybody. */
export function createEventHub(database: Database, log: Logger): EventHub {
  const listeners = new Set<(execution_id: string | null) => void>();
  const tell = (execution_id: string | null) => {
    for (const listener of listeners) listener(execution_id);
  };
  const listening = database.sql.listen(eventsChannel, tell, () => tell(null));
  listening.catch((error: unknown) => log.warn({ err: error }, 'cannot listen for events; streams poll instead'));
  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async close() {
      listeners.clear();
      const subscription = await listening.catch(() => null);
      await subscription?.unlisten();
    },
  };
}
