import { z } from 'zod';
import { defineAction } from '../../../../contracts/action.ts';
import { appliedChangeSchema, creativeContentSchema } from '../../../../contracts/change-set.ts';
import { writeTiming } from '../../write/write-timing.action.ts';

/**
 * Makes creatives on the platform from their contents; they are then spare, and rotate_creative can bring one in. The same
 * content for the same campaign is the same creative: it is made once. Always somebody says yes to the words, and to
 * the very image that lies under its address while it is planned. Throws ACTION_PARAMS_INVALID for words that the platform
 * does not take, PLATFORM_REFUSED for an image that cannot be used.
 */
export const uploadCreatives = defineAction({
  agent: 'AdPlatformAgent',
  action: 'upload_creatives',
  effect: 'write',
  summary: 'Makes creatives from their contents, ready to be shown in an ad.',
  params: z.object({ campaign_id: z.string().min(1), contents: z.array(creativeContentSchema).min(1).max(10) }),
  output: appliedChangeSchema,
  moves: { kind: 'none' },
  needs: ['upload_creative'],
  ...writeTiming,
});
