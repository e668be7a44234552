import { z } from 'zod';
import type { ShelfItem } from '../ledger/journal.ts';
import type { Books } from '../world/books.ts';
import type { Entity } from '../world/entity.ts';

/** What the shelf keeps of a budget that was made over the API. */
export const shelvedBudgetSchema = z.object({
  name: z.string(),
  explicitly_shared: z.boolean(),
  daily_budget: z.number().nullable(),
  lifetime_budget: z.number().nullable(),
});

/** A campaign budget: its own resource on the wire, while the books keep the amount at each campaign that uses it. Minor units. */
export type Budget = z.infer<typeof shelvedBudgetSchema> & {
  readonly id: string;
  readonly campaigns: readonly Entity[];
};

/** The id of the budget that a campaign uses. A campaign of the world's birth that shares none has one of its own. */
export function budgetIdOf(books: Books, campaign: Entity): string {
  const set = books.value(campaign, 'budget_id');
  return typeof set === 'string' ? set : (campaign.campaign.shared_budget_id ?? `7${campaign.id}`);
}

const amountOf = (value: unknown) => (typeof value === 'number' ? value : null);

/** All budgets of the account: those that campaigns use, and those that wait for one; `staged` are on the shelf in a moment. */
export function budgetsOf(books: Books, staged: readonly ShelfItem[] = []): readonly Budget[] {
  const users = Map.groupBy(books.list('campaign'), (campaign) => budgetIdOf(books, campaign));
  const kept = [...books.world.shelf.all('google_ads', books.account.external_id, 'budget'), ...staged];
  const shelved = new Map<string, z.infer<typeof shelvedBudgetSchema>>();
  for (const item of kept.filter((each) => each.kind === 'budget')) {
    // Nothing stands where a budget was removed.
    if (item.value === null) shelved.delete(item.key);
    else shelved.set(item.key, shelvedBudgetSchema.parse(item.value));
  }
  return [...new Set([...users.keys(), ...shelved.keys()])].map((id) => {
    const campaigns = users.get(id) ?? [];
    const [first] = campaigns;
    const made = shelved.get(id);
    const alone = made ?? { daily_budget: null, lifetime_budget: null };
    return {
      id,
      campaigns,
      name: made?.name ?? first?.campaign.campaign_name ?? id,
      explicitly_shared: made?.explicitly_shared ?? first?.campaign.shared_budget_id === id,
      daily_budget: first === undefined ? alone.daily_budget : amountOf(books.value(first, 'daily_budget')),
      lifetime_budget: first === undefined ? alone.lifetime_budget : amountOf(books.value(first, 'lifetime_budget')),
    };
  });
}
