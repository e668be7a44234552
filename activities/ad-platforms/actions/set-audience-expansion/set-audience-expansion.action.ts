import { z } from 'zod';
import { defineAction } from '../../../../contracts/action.ts';
import { appliedChangeSchema } from '../../../../contracts/change-set.ts';
import { audienceTargetShape } from '../../proposals/audience-ids.action.ts';
import { writeTiming } from '../../write/write-timing.action.ts';

/** Switches on or off that the platform may show ads to people beyond the chosen audiences. */
export const setAudienceExpansion = defineAction({
  agent: 'AdPlatformAgent',
  action: 'set_audience_expansion',
  effect: 'write',
  summary: 'Lets the platform go beyond the chosen audiences of a campaign, or not.',
  params: z.object({ ...audienceTargetShape, expansion: z.enum(['on', 'off']) }),
  output: appliedChangeSchema,
  moves: { kind: 'none' },
  needs: ['audience_expansion'],
  ...writeTiming,
});
