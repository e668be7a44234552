import { z } from 'zod';
import { defineAction } from '../../../../contracts/action.ts';
import { appliedChangeSchema } from '../../../../contracts/change-set.ts';
import { writeTiming } from '../../write/write-timing.action.ts';

/** Sets the budget for all of a campaign’s life, in minor units. Held by several ad sets, it is shared out in their present proportion. */
export const setLifetimeBudget = defineAction({
  agent: 'AdPlatformAgent',
  action: 'set_lifetime_budget',
  effect: 'write',
  summary: 'Sets the lifetime budget of a campaign to an absolute amount.',
  params: z.object({ campaign_id: z.string().min(1), lifetime_budget_minor: z.int().positive() }),
  output: appliedChangeSchema,
  moves: { kind: 'lifetime_budget', to: 'lifetime_budget_minor' },
  needs: ['set_lifetime_budget'],
  ...writeTiming,
});
