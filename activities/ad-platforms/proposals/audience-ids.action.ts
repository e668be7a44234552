import { z } from 'zod';

/** Ids of audiences, as the platform names them; each once. */
export const audienceIdsSchema = z
  .array(z.string().regex(/^[\w:.-]+$/, 'an id of an audience has no commas or spaces'))
  .max(200)
  .refine((ids) => new Set(ids).size === ids.length, 'each audience once');

/** Which ad set, or all of the campaign’s that are active. */
export const audienceTargetShape = { campaign_id: z.string().min(1), ad_set_id: z.exactOptional(z.string().min(1)) };
