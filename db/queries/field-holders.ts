import { and, eq, inArray, notInArray, type SQL, sql } from 'drizzle-orm';
import type { IntentState } from '../../contracts/change-set.ts';
import { finalStatuses } from '../../contracts/execution.ts';
import type { TenantTransaction } from '../connect.ts';
import { changeSets, executions, writeIntents } from '../schema/index.ts';
import { setChangeSetState } from './change-sets.ts';
import { appendEvent } from './execution-events.ts';

/** The states in which a change is under way: it holds its field, as the index of the table says too. */
export const underWay: readonly IntentState[] = ['intended', 'armed', 'applied'];

/** Changes under way of some campaigns, but for those with these keys: who holds which field, since when. */
export async function listUnderWay(
  tx: TenantTransaction,
  campaign_ids: readonly string[],
  own_keys: readonly string[],
) {
  return tx
    .select({
      intent_id: writeIntents.intent_id,
      state: writeIntents.state,
      change: writeIntents.change,
      execution_id: changeSets.execution_id,
      step_id: changeSets.step_id,
      playbook_id: executions.playbook_id,
      requested_by_email: executions.requested_by_email,
      reserved_at: writeIntents.reserved_at,
    })
    .from(writeIntents)
    .innerJoin(changeSets, eq(changeSets.change_set_id, writeIntents.change_set_id))
    .innerJoin(executions, eq(executions.execution_id, changeSets.execution_id))
    .where(
      and(
        inArray(writeIntents.campaign_id, [...campaign_ids]),
        inArray(writeIntents.state, [...underWay]),
        own_keys.length === 0 ? undefined : notInArray(writeIntents.idempotency_key, [...own_keys]),
      ),
    );
}
/** A change that is under way. */
export type FieldHolder = Awaited<ReturnType<typeof listUnderWay>>[number];

/**
 * Takes the place of a change that was not armed yet, for good; false when it was armed meanwhile. Its worker finds out
 * when it wants to arm.
 */
export async function displaceIntent(
  tx: TenantTransaction,
  displaced: { readonly intent_id: string; readonly by_email: string; readonly reason: string },
): Promise<boolean> {
  const { intent_id, by_email, reason } = displaced;
  const rows = await tx
    .update(writeIntents)
    .set({
      ...{ state: 'not_applied', last_error: reason, resolution: 'confirmed_not_applied' },
      ...{ resolved_by_email: by_email, resolution_reason: reason, resolved_at: sql`clock_timestamp()` },
    })
    .where(and(eq(writeIntents.intent_id, intent_id), eq(writeIntents.state, 'intended')))
    .returning({ intent_id: writeIntents.intent_id });
  return rows.length === 1;
}

/** After so long without an end nobody settles a write any more: longer than all attempts of a step take together. */
const abandonedAfter = sql`interval '1 hour'`;

/**
 * Settles what nobody settles any more, because its execution has ended or its worker is long gone. What was never armed
 * was never sent: it is released. What was armed may have been: a person has to look. A worker that comes back after all
 * finds that it has lost the right to send. Each is told in the stream of its execution. Gives how many there were; only
 * under the ledger's lock.
 */
export async function settleAbandoned(tx: TenantTransaction): Promise<number> {
  const unsent = 'Its execution ended before it was sent.';
  const unknown = 'Its execution ended before it was known whether it was applied.';
  const released = await leave(tx, ['intended'], writeIntents.reserved_at, 'not_applied', unsent);
  const open = await leave(tx, ['armed', 'applied'], writeIntents.armed_at, 'needs_human', unknown);
  return released + open;
}

async function leave(
  tx: TenantTransaction,
  from: IntentState[],
  since: typeof writeIntents.reserved_at | typeof writeIntents.armed_at,
  to: 'not_applied' | 'needs_human',
  last_error: string,
): Promise<number> {
  const ended: SQL = sql`exists (
    select 1 from ${changeSets} s join ${executions} e on e.tenant_id = s.tenant_id and e.execution_id = s.execution_id
    where s.tenant_id = ${writeIntents.tenant_id} and s.change_set_id = ${writeIntents.change_set_id}
      and e.status in (${sql.join(
        finalStatuses.map((status) => sql`${status}`),
        sql`, `,
      )}) and e.finished_at < clock_timestamp() - interval '3 minutes')`;
  const left = await tx
    .update(writeIntents)
    .set({ state: to, last_error })
    .where(and(inArray(writeIntents.state, from), sql`(${ended} or ${since} < clock_timestamp() - ${abandonedAfter})`))
    .returning({
      intent_id: writeIntents.intent_id,
      change_set_id: writeIntents.change_set_id,
      change: writeIntents.change,
    });
  for (const { intent_id, change_set_id, change } of left) {
    const [set] = await tx.select().from(changeSets).where(eq(changeSets.change_set_id, change_set_id));
    if (set === undefined) continue;
    const { execution_id, step_id } = set;
    const data = { step_id, intent_id, change, reason: last_error };
    await appendEvent(tx, { execution_id, type: `change.${to}`, data });
    if (to === 'needs_human') await setChangeSetState(tx, change_set_id, to);
  }
  return left.length;
}
