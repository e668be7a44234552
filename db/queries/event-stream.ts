import { asc, getTableColumns, gt, or, sql } from 'drizzle-orm';
import type { TenantTransaction } from '../connect.ts';
import { executionEvents } from '../schema/index.ts';
import type { ExecutionEvent } from './execution-events.ts';

/** The id of the newest event of the tenant; 0 when there is none. */
export async function latestEventId(tx: TenantTransaction): Promise<number> {
  const [row] = await tx
    .select({ latest: sql<number>`coalesce(max(${executionEvents.event_id}), 0)`.mapWith(Number) })
    .from(executionEvents);
  return row?.latest ?? 0;
}

/**
 * Events of all executions of the tenant after an id, oldest first, and again those of the last `overlap_seconds`:
 * two executions may commit in another order than their ids, so a reader must look back a little and drop what it knows.
 */
export async function listTenantEvents(
  tx: TenantTransaction,
  from: { readonly after: number; readonly overlap_seconds: number; readonly limit: number },
): Promise<ExecutionEvent[]> {
  return tx
    .select(getTableColumns(executionEvents))
    .from(executionEvents)
    .where(
      or(
        gt(executionEvents.event_id, from.after),
        sql`${executionEvents.at} > now() - make_interval(secs => ${from.overlap_seconds})`,
      ),
    )
    .orderBy(asc(executionEvents.event_id))
    .limit(from.limit);
}
