import { sql } from 'drizzle-orm';
import { type BudgetScope, budgetScopes, defaultBudgets } from '../../contracts/model-cost.ts';
import type { TenantTransaction } from '../connect.ts';
import { llmBudgets } from '../schema/index.ts';

/** A budget of the tenant: its limit in millionths of a US dollar, and from which share on people are told. */
export type Budget = {
  readonly scope: BudgetScope;
  readonly limit_micro_usd: number;
  readonly alert_at_pct: number;
  /** Null while the default holds. */
  readonly updated_by_email: string | null;
  readonly updated_at: Date | null;
};

/** The budgets of the tenant, run, day and month; the default where none was set. */
export async function readBudgets(tx: TenantTransaction): Promise<readonly Budget[]> {
  const rows = await tx.select().from(llmBudgets);
  return budgetScopes.map((scope) => {
    const { limit_micro_usd, alert_at_pct, updated_by_email, updated_at } = rows.find((row) => row.scope === scope) ?? {
      ...{ ...defaultBudgets[scope], updated_by_email: null, updated_at: null },
    };
    return { scope, limit_micro_usd, alert_at_pct, updated_by_email, updated_at };
  });
}

/** Sets a budget. Calls that are reserved already stand. */
export async function putBudget(
  tx: TenantTransaction,
  budget: Pick<Budget, 'scope' | 'limit_micro_usd' | 'alert_at_pct'> & { readonly updated_by_email: string },
): Promise<void> {
  const { limit_micro_usd, alert_at_pct, updated_by_email } = budget;
  await tx
    .insert(llmBudgets)
    .values(budget)
    .onConflictDoUpdate({
      target: [llmBudgets.tenant_id, llmBudgets.scope],
      set: { limit_micro_usd, alert_at_pct, updated_by_email, updated_at: sql`now()` },
    });
}
