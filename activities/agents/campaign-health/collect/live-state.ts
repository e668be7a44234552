import { z } from 'zod';

/** What diagnosis reads of the live state on the platform; null when it could not be read. Money in minor units. */
export const liveStateSchema = z
  .object({
    status: z.string(),
    currency: z.string(),
    daily_budget_minor: z.int().nullable(),
    bid_amount_minor: z.int().nullable(),
    in_learning: z.boolean().nullable(),
    running_creatives: z.array(z.object({ ad_id: z.string(), ad_name: z.string(), creative_id: z.string() })),
    spare_creatives: z.array(z.object({ creative_id: z.string(), name: z.string() })),
    read_at: z.string(),
  })
  .nullish();
/** The live state, or nothing. */
export type LiveState = z.infer<typeof liveStateSchema>;

/** What diagnosis reads of the platform's change history; null when it could not be read. */
export const changeHistorySchema = z
  .object({
    changes: z.array(z.object({ at: z.string(), entity_id: z.string(), field: z.string(), ours: z.boolean() })),
  })
  .nullish();
/** The change history, or nothing. */
export type ChangeHistory = z.infer<typeof changeHistorySchema>;
