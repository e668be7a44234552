import { z } from 'zod';
import { defineAction } from '../../../../contracts/action.ts';
import { appliedChangeSchema } from '../../../../contracts/change-set.ts';
import { writeTiming } from '../../write/write-timing.action.ts';

/** Shows another creative in an ad: one of the campaign’s own, usually a spare one. */
export const rotateCreative = defineAction({
  agent: 'AdPlatformAgent',
  action: 'rotate_creative',
  effect: 'write',
  summary: 'Shows another creative in an ad.',
  params: z.object({
    campaign_id: z.string().min(1),
    ad_id: z.string().min(1),
    creative_id: z.string().min(1).describe('the platform’s id, or the key mbi-… of a creative that was made here'),
  }),
  output: appliedChangeSchema,
  moves: { kind: 'none' },
  needs: ['rotate_creative'],
  ...writeTiming,
});
