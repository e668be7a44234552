import { and, asc, eq, gt, sql } from 'drizzle-orm';
import type { TenantTransaction } from '../connect.ts';
import { executionEvents } from '../schema/index.ts';

/** The Postgres channel that carries the id of each execution with news. */
export const eventsChannel = 'mbi_events';

/** One entry of an execution's event stream. */
export type ExecutionEvent = typeof executionEvents.$inferSelect;

/**
 * Adds an entry to an execution's stream and announces the execution on `eventsChannel` when the transaction commits.
 * Entries of one execution take turns until commit: else a later id could become visible first, and a reader that
 * goes on after the last id it saw would never see the earlier one.
 */
export async function appendEvent(
  tx: TenantTransaction,
  event: Pick<ExecutionEvent, 'execution_id' | 'type' | 'data'>,
): Promise<ExecutionEvent> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${event.execution_id}, 0))`);
  const [added] = await tx.insert(executionEvents).values(event).returning();
  if (added === undefined) throw new Error('An event was not stored.');
  await tx.execute(sql`select pg_notify(${eventsChannel}, ${event.execution_id})`);
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
