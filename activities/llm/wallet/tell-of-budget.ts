import type { BudgetScope } from '../../../contracts/model-cost.ts';
import type { TenantTransaction } from '../../../db/connect.ts';
import { notifyOnce } from '../../../db/queries/notify-once.ts';
import { findPeople } from '../../../db/queries/people.ts';

/** Tells admins and engineers, once for each day or month, that a budget has reached the share at which they want to know. */
export async function tellOfBudget(
  tx: TenantTransaction,
  crossed: readonly { readonly scope: BudgetScope; readonly limit_micro_usd: number }[],
  now: Date,
): Promise<void> {
  for (const { scope, limit_micro_usd } of crossed.filter((each) => each.scope !== 'run')) {
    const period = now.toISOString().slice(0, scope === 'day' ? 10 : 7);
    const people = await findPeople(tx, { roles: ['admin', 'engineer'], emails: [] });
    await notifyOnce(
      tx,
      `llm-budget:${scope}:${period}`,
      people.map((person) => person.user_id),
      {
        kind: 'llm_budget',
        title: `The budget for language models of this ${scope} is nearly spent`,
        body: `The limit is $${limit_micro_usd / 1e6} for ${period}. When it is reached, texts are worded without a model.`,
        link: null,
      },
    );
  }
}
