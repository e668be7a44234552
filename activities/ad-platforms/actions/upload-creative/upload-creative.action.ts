import { z } from 'zod';
import { defineAction } from '../../../../contracts/action.ts';
import { appliedChangeSchema, creativeContentSchema } from '../../../../contracts/change-set.ts';
import { writeTiming } from '../../write/write-timing.action.ts';

/** Makes a creative on the platform from a content; it is then spare, and rotate_creative can bring it in. The same content for the same campaign is the same creative: it is made once. */
export const uploadCreative = defineAction({
  agent: 'AdPlatformAgent',
  action: 'upload_creative',
  effect: 'write',
  summary: 'Makes a creative from its content, ready to be shown in an ad.',
  params: z.object({ campaign_id: z.string().min(1), content: creativeContentSchema }),
  output: appliedChangeSchema,
  moves: { kind: 'none' },
  needs: ['upload_creative'],
  ...writeTiming,
});
