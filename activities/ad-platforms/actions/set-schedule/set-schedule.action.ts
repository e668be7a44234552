import { z } from 'zod';
import { defineAction } from '../../../../contracts/action.ts';
import { appliedChangeSchema } from '../../../../contracts/change-set.ts';
import { writeTiming } from '../../write/write-timing.action.ts';

const moment = z.iso.datetime({ offset: true });

/**
 * Sets when a campaign starts and ends, as ISO moments; an end of '' lets it run without one. On platforms that keep the times
 * on ad sets, the active ones get them. The money moved is the campaign’s whole budget: time is money that is spent.
 */
export const setSchedule = defineAction({
  agent: 'AdPlatformAgent',
  action: 'set_schedule',
  effect: 'write',
  summary: 'Sets when a campaign starts and ends.',
  params: z.object({
    campaign_id: z.string().min(1),
    starts_at: z.exactOptional(moment).describe('ISO moment; left out, it stays'),
    ends_at: z.exactOptional(z.union([z.literal(''), moment])).describe('ISO moment, or empty to run without end'),
  }),
  output: appliedChangeSchema,
  moves: { kind: 'whole_budget' },
  needs: ['set_schedule'],
  ...writeTiming,
});
