import { z } from 'zod';
import { defineAction } from '../../../../contracts/action.ts';
import { platformSchema } from '../../../../contracts/platform.ts';

/** The audiences of a campaign’s account, and which of them it is aimed at or leaves out. */
export const audienceListSchema = z.object({
  campaign_id: z.string(),
  platform: platformSchema,
  audience_expansion: z
    .enum(['on', 'off'])
    .nullable()
    .describe('on where it is on in every ad set; null without a switch'),
  can_expand: z.boolean().describe('the platform has such a switch'),
  can_include: z.boolean().describe('audiences can be aimed at on this platform'),
  audiences: z.array(
    z.object({
      audience_id: z.string(),
      name: z.string(),
      kind: z.enum(['custom', 'lookalike', 'saved', 'other']),
      size: z.int().nullable().describe('people, by the platform’s estimate; null when it gives none'),
      ready: z.boolean().describe('can be aimed at'),
      included: z.boolean().describe('every active ad set is aimed at it'),
      excluded: z.boolean().describe('some active ad set leaves it out'),
    }),
  ),
});
/** The audiences of a campaign’s account. */
export type AudienceList = z.infer<typeof audienceListSchema>;

/** Reads the audiences that a campaign could be aimed at, and what it is aimed at now. */
export const listAudiences = defineAction({
  agent: 'AdPlatformAgent',
  action: 'list_audiences',
  effect: 'read',
  summary: 'Lists the audiences that a campaign can be aimed at, and which of them it is.',
  params: z.object({ campaign_id: z.string().min(1) }),
  output: audienceListSchema,
});
