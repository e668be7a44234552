import { z } from 'zod';
import { defineAction } from '../../../../contracts/action.ts';
import { appliedChangeSchema } from '../../../../contracts/change-set.ts';
import { audienceIdsSchema, audienceTargetShape } from '../../proposals/audience-ids.action.ts';
import { writeTiming } from '../../write/write-timing.action.ts';

/** Adds audiences to those that a campaign leaves out. What is sent is the whole new list, made from the live one while planning. */
export const excludeAudience = defineAction({
  agent: 'AdPlatformAgent',
  action: 'exclude_audience',
  effect: 'write',
  summary: 'Leaves audiences out of a campaign.',
  params: z.object({ ...audienceTargetShape, audience_ids: audienceIdsSchema.min(1) }),
  output: appliedChangeSchema,
  moves: { kind: 'none' },
  needs: ['exclude_audiences'],
  ...writeTiming,
});
