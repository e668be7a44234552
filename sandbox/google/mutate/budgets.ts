import { type Budget, budgetsOf } from '../budget.ts';
import { nameOf } from '../resource-name.ts';
import { budgetAmount } from './amounts.ts';
import type { Draft } from './draft.ts';
import { opError } from './op-error.ts';
import { requiredText, type Writer } from './writer.ts';

/** A budget by its id; refuses one that is not there. */
export function budgetOf(draft: Draft, id: string | undefined): Budget {
  const found = budgetsOf(draft.books, draft.shelf()).find((budget) => budget.id === id);
  if (found !== undefined) return found;
  throw opError('mutateError', 'RESOURCE_NOT_FOUND', 'Resource was not found.', { field: 'resource_name' });
}

function keep(draft: Draft, budget: Omit<Budget, 'campaigns'>): void {
  const { id, name, explicitly_shared, daily_budget, lifetime_budget } = budget;
  const { external_id: account_id } = draft.books.account;
  const value = { name, explicitly_shared, daily_budget, lifetime_budget };
  draft.shelve({ platform: 'google_ads', account_id, kind: 'budget', key: id, value });
}

/** Campaign budgets: the amount stands in the books of every campaign that uses one, and on the shelf while none does. */
export const budgetWriter: Writer = {
  collection: 'campaignBudgets',
  resource: 'campaign_budget',
  fields: {
    resourceName: 'string',
    name: 'string',
    amountMicros: 'int64',
    totalAmountMicros: 'int64',
    deliveryMethod: { enum: 'BudgetDeliveryMethod', values: ['STANDARD', 'ACCELERATED'] },
    period: { enum: 'BudgetPeriod', values: ['DAILY', 'CUSTOM_PERIOD'] },
    explicitlyShared: 'boolean',
  },
  create: (message, draft) => {
    const { account, world } = draft.books;
    const explicitly_shared = message.explicitlyShared !== false;
    const name = explicitly_shared ? requiredText(message.name, 'name') : String(message.name ?? '');
    if (
      explicitly_shared &&
      budgetsOf(draft.books, draft.shelf()).some((each) => each.explicitly_shared && each.name === name)
    ) {
      throw opError('campaignBudgetError', 'DUPLICATE_NAME', 'A campaign budget with this name already exists.', {
        field: 'name',
        trigger: name,
      });
    }
    const total = message.period === 'CUSTOM_PERIOD';
    const id = world.newId();
    keep(draft, {
      id,
      name,
      explicitly_shared,
      daily_budget: total ? null : budgetAmount(message.amountMicros, account.currency, 'amount_micros'),
      lifetime_budget: total ? budgetAmount(message.totalAmountMicros, account.currency, 'total_amount_micros') : null,
    });
    return nameOf(account, 'campaignBudgets', id);
  },
  update: ([id], paths, message, draft) => {
    const budget = budgetOf(draft, id);
    const { account } = draft.books;
    for (const [field = ''] of paths) {
      const total = field === 'totalAmountMicros';
      if (field !== 'amountMicros' && !total) {
        throw opError('fieldError', 'IMMUTABLE_FIELD', 'The field cannot be changed here.', { field });
      }
      if (total === (budget.lifetime_budget === null)) {
        const value = total
          ? 'TOTAL_BUDGET_AMOUNT_MUST_BE_UNSET_FOR_BUDGET_PERIOD_DAILY'
          : 'BUDGET_AMOUNT_MUST_BE_UNSET_FOR_CUSTOM_BUDGET_PERIOD';
        throw opError('campaignBudgetError', value, 'The amount does not go with the period of the budget.', { field });
      }
      const snake = total ? 'total_amount_micros' : 'amount_micros';
      const amount = budgetAmount(message[field], account.currency, snake);
      const name = total ? 'lifetime_budget' : 'daily_budget';
      for (const campaign of budget.campaigns) draft.set(campaign, name, amount);
      if (budget.campaigns.length === 0) keep(draft, { ...budget, [name]: amount });
    }
    return nameOf(account, 'campaignBudgets', budget.id);
  },
  remove: ([id], draft) => {
    const budget = budgetOf(draft, id);
    if (budget.campaigns.length > 0) {
      throw opError('campaignBudgetError', 'CAMPAIGN_BUDGET_IN_USE', 'The budget is used by a campaign.');
    }
    const { account } = draft.books;
    const place = { platform: 'google_ads', account_id: account.external_id, kind: 'budget', key: budget.id } as const;
    draft.shelve({ ...place, value: null });
    return nameOf(account, 'campaignBudgets', budget.id);
  },
};
