import { and, eq, isNull, lte, sql } from 'drizzle-orm';
import type { BudgetScope } from '../../contracts/model-cost.ts';
import type { TenantTransaction } from '../connect.ts';
import { llmReservations } from '../schema/index.ts';
import { currentTenant } from '../schema/tenant-table.ts';
import { readBudgets } from './llm-budgets.ts';

/** What has been reserved or spent, in millionths of a US dollar. */
export type BudgetUse = Readonly<Record<BudgetScope, number>>;

/** What came of asking for money: a reservation, or the budget that is too small. `crossed` are those at their alert now. */
export type Reserved =
  | { readonly reservation_id: string; readonly crossed: readonly { scope: BudgetScope; limit_micro_usd: number }[] }
  | { readonly reservation_id: null; readonly scope: BudgetScope; readonly limit_micro_usd: number };

const counted = sql<string>`coalesce(sum(coalesce(${llmReservations.settled_micro_usd}, ${llmReservations.reserved_micro_usd})), 0)`;

/** What a run, the day and its month have used up; open reservations count in full. `day` is a UTC day. */
export async function readBudgetUse(tx: TenantTransaction, run_key: string, day: string): Promise<BudgetUse> {
  const month = sql`date_trunc('month', ${day}::date)::date`;
  const [run] = await tx.select({ used: counted }).from(llmReservations).where(eq(llmReservations.run_key, run_key));
  const [days] = await tx
    .select({
      month: counted,
      day: sql<string>`coalesce(sum(coalesce(${llmReservations.settled_micro_usd}, ${llmReservations.reserved_micro_usd})) filter (where ${llmReservations.day} = ${day}::date), 0)`,
    })
    .from(llmReservations)
    .where(
      and(sql`${llmReservations.day} >= ${month}`, sql`${llmReservations.day} < (${month} + interval '1 month')::date`),
    );
  return { run: Number(run?.used ?? 0), day: Number(days?.day ?? 0), month: Number(days?.month ?? 0) };
}

/**
 * Sets money aside for one call, or says which budget is too small. One asker of a tenant at a time, so that no two are
 * told that the same money is free. Reservations that nobody settled in time count as spent from here on.
 */
export async function reserveBudget(
  tx: TenantTransaction,
  call: {
    readonly run_key: string;
    readonly task: string;
    readonly model: string;
    readonly micro_usd: number;
    readonly now: Date;
    readonly stands_for_ms: number;
  },
): Promise<Reserved> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended('llm-budget:' || ${currentTenant}::text, 0))`);
  const { run_key, task, model, micro_usd, now } = call;
  const day = now.toISOString().slice(0, 10);
  await tx
    .update(llmReservations)
    .set({ settled_micro_usd: sql`${llmReservations.reserved_micro_usd}`, settled_at: now })
    .where(and(isNull(llmReservations.settled_at), lte(llmReservations.expires_at, now)));
  const [used, budgets] = [await readBudgetUse(tx, run_key, day), await readBudgets(tx)];
  const short = budgets.find(({ scope, limit_micro_usd }) => used[scope] + micro_usd > limit_micro_usd);
  if (short !== undefined) return { reservation_id: null, scope: short.scope, limit_micro_usd: short.limit_micro_usd };
  const [row] = await tx
    .insert(llmReservations)
    .values({
      ...{ run_key, day, task, model, reserved_micro_usd: micro_usd, reserved_at: now },
      expires_at: new Date(now.getTime() + call.stands_for_ms),
    })
    .returning({ reservation_id: llmReservations.reservation_id });
  if (row === undefined) throw new Error('The reservation left no row.');
  const crossed = budgets.filter(({ scope, limit_micro_usd, alert_at_pct }) => {
    const alert = (limit_micro_usd * alert_at_pct) / 100;
    return used[scope] < alert && used[scope] + micro_usd >= alert;
  });
  return { reservation_id: row.reservation_id, crossed };
}

/** Settles a reservation with what the call cost. One that is settled stays as it is. */
export async function settleReservation(
  tx: TenantTransaction,
  {
    reservation_id,
    micro_usd,
    now,
  }: { readonly reservation_id: string; readonly micro_usd: number; readonly now: Date },
): Promise<void> {
  await tx
    .update(llmReservations)
    .set({ settled_micro_usd: micro_usd, settled_at: now })
    .where(and(eq(llmReservations.reservation_id, reservation_id), isNull(llmReservations.settled_at)));
}
