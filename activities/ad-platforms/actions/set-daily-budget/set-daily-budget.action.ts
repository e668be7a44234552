import { z } from 'zod';
import { defineAction } from '../../../../contracts/action.ts';
import { appliedChangeSchema } from '../../../../contracts/change-set.ts';
import { writeTiming } from '../../write/write-timing.action.ts';

/** Sets the daily budget, in minor units. Held by several ad sets, it is shared out in their present proportion. */
export const setDailyBudget = defineAction({
  agent: 'AdPlatformAgent',
  action: 'set_daily_budget',
  effect: 'write',
  summary: 'Sets the daily budget of a campaign to an absolute amount.',
  params: z.object({ campaign_id: z.string().min(1), daily_budget_minor: z.int().positive() }),
  output: appliedChangeSchema,
  moves: { kind: 'daily_budget', to: 'daily_budget_minor' },
  needs: ['set_daily_budget'],
  ...writeTiming,
});
