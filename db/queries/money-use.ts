import { and, desc, eq, isNotNull, isNull, or, type SQL, sql } from 'drizzle-orm';
import type { TenantTransaction } from '../connect.ts';
import { moneyCaps, writeIntents } from '../schema/index.ts';
import { currentTenant } from '../schema/tenant-table.ts';

/**
 * Makes everybody of the tenant who reserves money, or changes what caps hold, wait until this transaction ends: what is
 * read of the ledger from here on is what stands when this transaction writes to it.
 */
export async function lockLedger(tx: TenantTransaction): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended('money/' || ${currentTenant}, 0))`);
}

/**
 * The moment from which a use counts: while it may still be applied it counts as made now; once it was applied, or may have
 * been, from then. By the database's clock alone, and without days: midnight and the clocks of workers change nothing.
 */
const countedFrom = sql`case when ${writeIntents.state} in ('intended', 'armed') then clock_timestamp()
  else coalesce(${writeIntents.applied_at}, ${writeIntents.armed_at}, ${writeIntents.reserved_at}) end`;

/** The condition that a cap holds now. */
export const holdsNow: SQL | undefined = and(
  isNotNull(moneyCaps.effective_at),
  sql`${moneyCaps.effective_at} <= clock_timestamp()`,
  isNull(moneyCaps.rejected_at),
  or(isNull(moneyCaps.ended_at), sql`${moneyCaps.ended_at} > clock_timestamp()`),
);

/** A write may be applied so long after it was reserved, when every worker was down in between; older ones are not looked at. */
const longestDelayHours = 744;

/** The join of a cap with what counts against it: released writes do not, nor what has left the window. */
const countsAgainst: SQL = sql`${writeIntents.state} <> 'not_applied'
  and (${writeIntents.state} in ('intended', 'armed') or ${writeIntents.reserved_at} > clock_timestamp() - make_interval(hours => ${moneyCaps.window_hours} + ${longestDelayHours}::int))
  and ${countedFrom} > clock_timestamp() - make_interval(hours => ${moneyCaps.window_hours})
  and case ${moneyCaps.scope}
    when 'tenant' then true
    when 'platform' then ${writeIntents.platform} = ${moneyCaps.scope_id}
    when 'account' then ${writeIntents.account_id} = ${moneyCaps.scope_id}
    when 'campaign' then ${writeIntents.campaign_id} = ${moneyCaps.scope_id}
    when 'requester' then lower(${writeIntents.requested_by_email}) = lower(${moneyCaps.scope_id})
    else false end`;

/** What a write counts for under a cap, in the cap's currency: as it was, where that is the same, else in the base currency. */
const amount: SQL = sql`case
  when ${writeIntents.currency} = ${moneyCaps.currency} then
    case ${moneyCaps.measure} when 'moved' then ${writeIntents.moved_minor} else ${writeIntents.exposure_minor} end
  else
    case ${moneyCaps.measure} when 'moved' then ${writeIntents.moved_base_minor} else ${writeIntents.exposure_base_minor} end
  end`;

/** Every cap that holds now, with what is used of it in minor units of its currency. */
export async function readCapsInForce(tx: TenantTransaction) {
  return tx
    .select({
      cap_id: moneyCaps.cap_id,
      scope: moneyCaps.scope,
      scope_id: moneyCaps.scope_id,
      measure: moneyCaps.measure,
      window_hours: moneyCaps.window_hours,
      limit_minor: moneyCaps.limit_minor,
      currency: moneyCaps.currency,
      used_minor: sql`coalesce((select sum(${amount}) from ${writeIntents} where ${countsAgainst}), 0)`.mapWith(Number),
    })
    .from(moneyCaps)
    .where(holdsNow);
}
/** A cap that holds, with what is used of it. */
export type CapInForce = Awaited<ReturnType<typeof readCapsInForce>>[number];

/** Which writes count against a cap, the newest first; those that count for nothing are left out. */
export async function listCapUses(tx: TenantTransaction, cap_id: string, limit: number) {
  const rows = await tx
    .select({
      intent_id: writeIntents.intent_id,
      execution_id: writeIntents.execution_id,
      playbook_id: writeIntents.playbook_id,
      campaign_id: writeIntents.campaign_id,
      requested_by_email: writeIntents.requested_by_email,
      state: writeIntents.state,
      amount_minor: sql`${amount}`.mapWith(Number),
      counts_until: sql<string>`${countedFrom} + make_interval(hours => ${moneyCaps.window_hours})`.mapWith(
        writeIntents.reserved_at,
      ),
    })
    .from(moneyCaps)
    .innerJoin(writeIntents, and(eq(writeIntents.tenant_id, moneyCaps.tenant_id), countsAgainst))
    .where(and(eq(moneyCaps.cap_id, cap_id), sql`${amount} > 0`))
    .orderBy(desc(countedFrom), desc(writeIntents.intent_id))
    .limit(limit);
  return rows.flatMap(({ execution_id, playbook_id, requested_by_email, counts_until, ...row }) => {
    if (execution_id === null || playbook_id === null || requested_by_email === null) return [];
    return [{ ...row, execution_id, playbook_id, requested_by_email, counts_until: counts_until.toISOString() }];
  });
}
