import { asc, eq, sql } from 'drizzle-orm';
import type { CollectorHealthState } from '../../contracts/collector.ts';
import type { TenantTransaction } from '../connect.ts';
import { collectorHealth } from '../schema/index.ts';

/** How a collector stands. */
export type CollectorHealthRow = typeof collectorHealth.$inferSelect;

/**
 * Notes one call of a collector: the newest five are remembered, and a failure among them makes it `degraded`. That it is
 * `down` only a probe says; a call that succeeds proves the opposite. A success that changes nothing is written once a minute.
 */
export async function noteCollectorCall(
  tx: TenantTransaction,
  call: {
    readonly collector_name: string;
    readonly succeeded: boolean;
    readonly response_ms: number | null;
    readonly error_message: string | null;
  },
): Promise<void> {
  const { collector_name, succeeded, response_ms: response_time_ms, error_message } = call;
  const status = succeeded ? 'healthy' : 'degraded';
  const recent = sql`(array[${succeeded}] || ${collectorHealth.recent})[1:5]`;
  await tx
    .insert(collectorHealth)
    .values({ collector_name, status, response_time_ms, error_message, recent: [succeeded] })
    .onConflictDoUpdate({
      target: [collectorHealth.tenant_id, collectorHealth.collector_name],
      set: {
        recent,
        last_check: sql`now()`,
        error_message: sql`coalesce(${error_message}, case when false = any(${recent}) then ${collectorHealth.error_message} end)`,
        response_time_ms: sql`coalesce(${response_time_ms}::int, ${collectorHealth.response_time_ms})`,
        status: sql`case when ${collectorHealth.status} = 'down' and not ${succeeded} then 'down'
          when false = any(${recent}) then 'degraded' else 'healthy' end`,
      },
      setWhere: succeeded
        ? sql`false = any(${collectorHealth.recent}) or ${collectorHealth.status} <> 'healthy'
            or cardinality(${collectorHealth.recent}) < 5 or ${collectorHealth.last_check} < now() - interval '60 seconds'`
        : sql`true`,
    });
}

/** Stores what a probe found. The calls that are remembered stay. */
export async function saveProbe(
  tx: TenantTransaction,
  found: {
    readonly collector_name: string;
    readonly status: CollectorHealthState;
    readonly response_time_ms: number | null;
    readonly error_message: string | null;
    readonly last_check: Date;
  },
): Promise<void> {
  const { collector_name, ...told } = found;
  await tx
    .insert(collectorHealth)
    .values({ collector_name, ...told })
    .onConflictDoUpdate({ target: [collectorHealth.tenant_id, collectorHealth.collector_name], set: told });
}

/** The newest five calls of a collector, newest first: did they succeed? */
export async function readRecentCalls(tx: TenantTransaction, collector_name: string): Promise<readonly boolean[]> {
  const [row] = await tx
    .select({ recent: collectorHealth.recent })
    .from(collectorHealth)
    .where(eq(collectorHealth.collector_name, collector_name));
  return row?.recent ?? [];
}

/** How every collector and source stands, by name. */
export async function listCollectorHealth(tx: TenantTransaction): Promise<readonly CollectorHealthRow[]> {
  return tx.select().from(collectorHealth).orderBy(asc(collectorHealth.collector_name));
}
