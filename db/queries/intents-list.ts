import { and, asc, eq, inArray, type SQL, sql } from 'drizzle-orm';
import type { IntentState } from '../../contracts/change-set.ts';
import type { TenantTransaction } from '../connect.ts';
import { changeSets, executionEvents, executions, writeIntents } from '../schema/index.ts';
import { afterPosition, type KeysetPage, type KeysetPosition, newestFirst, toPage } from './keyset.ts';

const columns = {
  intent_id: writeIntents.intent_id,
  change_set_id: writeIntents.change_set_id,
  execution_id: changeSets.execution_id,
  playbook_id: executions.playbook_id,
  step_id: changeSets.step_id,
  action_id: changeSets.action_id,
  params: changeSets.params,
  requested_by: executions.requested_by,
  requested_by_email: executions.requested_by_email,
  change: writeIntents.change,
  state: writeIntents.state,
  fence: writeIntents.fence,
  reserved_at: writeIntents.reserved_at,
  armed_at: writeIntents.armed_at,
  applied_at: writeIntents.applied_at,
  verified_at: writeIntents.verified_at,
  platform_request_id: writeIntents.platform_request_id,
  last_error: writeIntents.last_error,
  currency: writeIntents.currency,
  moved_minor: writeIntents.moved_minor,
  exposure_minor: writeIntents.exposure_minor,
  live_value: writeIntents.live_value,
  live_read_at: writeIntents.live_read_at,
  resolution: writeIntents.resolution,
  resolved_by_email: writeIntents.resolved_by_email,
  resolution_reason: writeIntents.resolution_reason,
  resolved_at: writeIntents.resolved_at,
};

function rows(tx: TenantTransaction) {
  return tx
    .select(columns)
    .from(writeIntents)
    .innerJoin(changeSets, eq(changeSets.change_set_id, writeIntents.change_set_id))
    .innerJoin(executions, eq(executions.execution_id, changeSets.execution_id))
    .$dynamic();
}

/** One write with whose it is; null when the tenant has none with this id. */
export async function findIntentRow(tx: TenantTransaction, intent_id: string) {
  const [row] = await rows(tx).where(eq(writeIntents.intent_id, intent_id));
  return row ?? null;
}
/** A write with whose it is. */
export type IntentRow = NonNullable<Awaited<ReturnType<typeof findIntentRow>>>;

/** Writes, the most recently reserved first. */
export async function listIntents(
  tx: TenantTransaction,
  filter: {
    readonly limit: number;
    readonly after: KeysetPosition | null;
    readonly state: IntentState | null;
    readonly campaign_id: string | null;
    readonly execution_id: string | null;
  },
): Promise<KeysetPage<IntentRow>> {
  const { limit, after, state, campaign_id, execution_id } = filter;
  const conditions: (SQL | undefined)[] = [
    afterPosition(writeIntents.reserved_at, writeIntents.intent_id, after),
    state === null ? undefined : eq(writeIntents.state, state),
    campaign_id === null ? undefined : eq(writeIntents.campaign_id, campaign_id),
    execution_id === null ? undefined : eq(changeSets.execution_id, execution_id),
  ];
  const found = await rows(tx)
    .where(and(...conditions))
    .orderBy(newestFirst(writeIntents.reserved_at, writeIntents.intent_id))
    .limit(limit + 1);
  return toPage(found, limit, (row) => ({ at: row.reserved_at, id: row.intent_id }));
}

const told = ['change.armed', 'change.applied', 'change.verified', 'change.not_applied', 'change.needs_human'] as const;

/** What an execution told about one of its writes, oldest first: the states that it came to after it was reserved. */
export async function readIntentHistory(
  tx: TenantTransaction,
  { execution_id, intent_id }: Pick<IntentRow, 'execution_id' | 'intent_id'>,
) {
  return tx
    .select({ type: executionEvents.type, at: executionEvents.at, data: executionEvents.data })
    .from(executionEvents)
    .where(
      and(
        eq(executionEvents.execution_id, execution_id),
        inArray(executionEvents.type, [...told]),
        sql`${executionEvents.data}->>'intent_id' = ${intent_id}`,
      ),
    )
    .orderBy(asc(executionEvents.event_id));
}
