import { z } from 'zod';
import { defineAction } from '../../../../contracts/action.ts';
import { appliedChangeSchema } from '../../../../contracts/change-set.ts';
import { audienceIdsSchema, audienceTargetShape } from '../../proposals/audience-ids.action.ts';
import { writeTiming } from '../../write/write-timing.action.ts';

/**
 * Sets which audiences are aimed at and which are left out, as whole lists; a list that is left out stays, an empty one takes
 * all away. For one ad set, or for all active ones of the campaign.
 */
export const setAudiences = defineAction({
  agent: 'AdPlatformAgent',
  action: 'set_audiences',
  effect: 'write',
  summary: 'Sets which audiences a campaign is aimed at and which are left out.',
  params: z.object({
    ...audienceTargetShape,
    include: z.exactOptional(audienceIdsSchema).describe('the whole list of audiences to aim at'),
    exclude: z.exactOptional(audienceIdsSchema).describe('the whole list of audiences to leave out'),
  }),
  output: appliedChangeSchema,
  moves: { kind: 'none' },
  needs: ['include_audiences', 'exclude_audiences'],
  ...writeTiming,
});
