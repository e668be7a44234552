import { z } from 'zod';
import { defineAction } from '../../../../contracts/action.ts';
import { appliedChangeSchema } from '../../../../contracts/change-set.ts';
import { writeTiming } from '../../write/write-timing.action.ts';

/** Sets the daily budget of one ad set, in minor units, on platforms where ad sets hold budgets. */
export const setAdSetBudget = defineAction({
  agent: 'AdPlatformAgent',
  action: 'set_ad_set_budget',
  effect: 'write',
  summary: 'Sets the daily budget of one ad set to an absolute amount.',
  params: z.object({
    campaign_id: z.string().min(1),
    ad_set_id: z.string().min(1),
    daily_budget_minor: z.int().positive(),
  }),
  output: appliedChangeSchema,
  moves: { kind: 'daily_budget', to: 'daily_budget_minor' },
  needs: ['set_daily_budget'],
  ...writeTiming,
});
