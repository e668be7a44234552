import { z } from 'zod';
import { defineAction } from '../../../../contracts/action.ts';
import { writableFieldSchema } from '../../../../contracts/change-set.ts';

const value = z.union([z.string(), z.number(), z.null()]);

/** Reads who changed what on the platform, ours and other people's, newest first. */
export const readChanges = defineAction({
  agent: 'AdPlatformAgent',
  action: 'read_changes',
  effect: 'read',
  summary: 'Reads the change history of a campaign from the ad platform.',
  params: z.object({ campaign_id: z.string().min(1), days: z.int().min(1).max(90).default(14) }),
  output: z.object({
    campaign_id: z.string(),
    since: z.iso.date(),
    changes: z.array(
      z.object({
        at: z.iso.datetime(),
        entity_id: z.string(),
        field: z.enum([...writableFieldSchema.options, 'other']),
        before: value,
        after: value,
        actor: z.string().nullable(),
        ours: z.boolean().describe('this product made the change'),
      }),
    ),
  }),
  needs: ['read_changes'],
});
