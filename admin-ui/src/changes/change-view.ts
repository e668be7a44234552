import { z } from 'zod';

/** One field of one entity from before to after, as the screens need it. Tolerates what a later version adds. */
export const changeViewSchema = z.object({
  platform: z.string().default(''),
  account_id: z.string().default(''),
  campaign_id: z.string().nullish(),
  entity_type: z.string().default('campaign'),
  entity_id: z.string().default(''),
  entity_name: z.string().default(''),
  field: z.string(),
  before: z.union([z.number(), z.string(), z.null()]).default(null),
  after: z.union([z.number(), z.string(), z.null()]).default(null),
  change_pct: z.number().nullish().default(null),
  money_moved_minor: z.number().default(0),
  /** Of its amounts, where the set is over accounts that count in several; else they are in that of the set. */
  currency: z.string().nullish(),
});
/** One change as the screens need it. */
export type ChangeView = z.infer<typeof changeViewSchema>;

/** A change set as the screens need it. */
export const changeSetViewSchema = z.object({
  changes: z.array(changeViewSchema).default([]),
  currency: z.string().default('USD'),
  total_change_minor: z.number().default(0),
  max_change_pct: z.number().default(0),
  change_count: z.number().default(0),
});
/** A change set as the screens need it. */
export type ChangeSetView = z.infer<typeof changeSetViewSchema>;
