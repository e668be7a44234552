import { z } from 'zod';
import { defineAction } from '../../../../contracts/action.ts';
import { appliedChangeSchema } from '../../../../contracts/change-set.ts';
import { portfolioWishSchema } from '../../proposals/portfolio-wish.action.ts';
import { writeTiming } from '../../write/write-timing.action.ts';

/**
 * Changes budgets, bids and statuses of several campaigns, on whichever platforms, as one change set with one approval. Each
 * change has a result of its own: one that fails does not stop the others, except that nothing is raised after a lowering
 * failed. Amounts are in the currency of each account; where these differ, the sum is in the tenant’s base currency.
 */
export const changePortfolio = defineAction({
  agent: 'AdPlatformAgent',
  action: 'change_portfolio',
  effect: 'write',
  summary: 'Changes several campaigns, on whichever platforms, as one set under one approval.',
  params: z.object({ wishes: z.array(portfolioWishSchema).min(1).max(50) }),
  output: appliedChangeSchema,
  needs: ['set_daily_budget', 'set_status'],
  ...writeTiming,
});
