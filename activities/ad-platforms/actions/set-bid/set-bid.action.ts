import { z } from 'zod';
import { defineAction } from '../../../../contracts/action.ts';
import { appliedChangeSchema } from '../../../../contracts/change-set.ts';
import { writeTiming } from '../../write/write-timing.action.ts';

/** Sets the bid, in minor units: the highest of the ad sets becomes this amount and the others keep their proportion to it. */
export const setBid = defineAction({
  agent: 'AdPlatformAgent',
  action: 'set_bid',
  effect: 'write',
  summary: 'Sets the bid of a campaign to an absolute amount.',
  params: z.object({ campaign_id: z.string().min(1), bid_amount_minor: z.int().positive() }),
  output: appliedChangeSchema,
  moves: { kind: 'none' },
  needs: ['set_bid'],
  ...writeTiming,
});
