import { z } from 'zod';
import { defineAction } from '../../../../contracts/action.ts';
import { appliedChangeSchema } from '../../../../contracts/change-set.ts';
import { writeTiming } from '../../write/write-timing.action.ts';

/**
 * Moves daily money between ad sets of one campaign, as one change set with one approval: what one loses the other gets. The
 * amounts that are sent are absolute, made from the live budgets while planning; every ad set must hold a budget of its own.
 */
export const moveBudget = defineAction({
  agent: 'AdPlatformAgent',
  action: 'move_budget',
  effect: 'write',
  summary: 'Moves daily budget between ad sets of a campaign, as one set under one approval.',
  params: z.object({
    campaign_id: z.string().min(1),
    moves: z
      .array(
        z.object({
          from_entity_id: z.string().min(1),
          to_entity_id: z.string().min(1),
          amount_minor: z.int().positive().describe('daily money, minor units'),
        }),
      )
      .min(1)
      .max(20),
  }),
  output: appliedChangeSchema,
  // At the very most all of the campaign’s daily money changes its place; what is lost and what is got both count.
  moves: { kind: 'between_budgets' },
  needs: ['set_daily_budget'],
  ...writeTiming,
});
