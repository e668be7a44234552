import { and, asc, eq, gt, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { TenantTransaction } from '../connect.ts';
import { executionEvents } from '../schema/index.ts';

/** The Postgres channel that carries the id of each execution with news. */
export const eventsChannel = 'mbi_events';

/** One entry of an execution's event stream. */
export type ExecutionEvent = typeof executionEvents.$inferSelect;

/** An entry before it has a place in the stream. */
export type NewEvent = Pick<ExecutionEvent, 'type' | 'data'>;

const addedSchema = z.array(z.object({ event_id: z.coerce.number() }));

/**
 * Adds entries to an execution's stream, in their order, and announces the execution on `eventsChannel` when the
 * transaction commits. Entries of one execution take turns until commit: else a later id could become visible first, and a
 * reader that goes on after the last id it saw would never see the earlier one. One statement, because it stands in the
 * way of every activity: an entry takes its id only when it is joined with the lock, and so under the lock.
 */
export async function appendEvents(
  tx: TenantTransaction,
  execution_id: string,
  events: readonly NewEvent[],
): Promise<readonly Pick<ExecutionEvent, 'event_id'>[]> {
  if (events.length === 0) return [];
  const added = await tx.execute(sql`
    with turn as materialized (select pg_advisory_xact_lock(hashtextextended(${execution_id}, 0))),
    added as (
      insert into ${executionEvents} (execution_id, type, data)
      select ${execution_id}::uuid, event.type, event.data from turn, rows from (
        jsonb_to_recordset(${JSON.stringify(events)}::jsonb) as (type text, data jsonb)
      ) with ordinality as event (type, data, place) order by event.place
      returning event_id
    ),
    told as materialized (select pg_notify(${eventsChannel}, ${execution_id}))
    select event_id from added, told order by event_id`);
  return addedSchema.parse([...added]);
}

/** Adds one entry, as `appendEvents` does. */
export async function appendEvent(
  tx: TenantTransaction,
  { execution_id, type, data }: NewEvent & Pick<ExecutionEvent, 'execution_id'>,
): Promise<Pick<ExecutionEvent, 'event_id'>> {
  const [added] = await appendEvents(tx, execution_id, [{ type, data }]);
  if (added === undefined) throw new Error('An event was not stored.');
  return added;
}

/** The next entries of an execution after an id, oldest first; start with 0. */
export function listEventsAfter(
  tx: TenantTransaction,
  { execution_id, after, limit }: { readonly execution_id: string; readonly after: number; readonly limit: number },
): Promise<ExecutionEvent[]> {
  return tx
    .select()
    .from(executionEvents)
    .where(and(eq(executionEvents.execution_id, execution_id), gt(executionEvents.event_id, after)))
    .orderBy(asc(executionEvents.event_id))
    .limit(limit);
}
