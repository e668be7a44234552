import { z } from 'zod';

const text = z.string().nullish().default(null);
const number = z.number().nullish().default(null);

const gapSchema = z.object({
  campaign_id: z.string(),
  campaign_name: z.string().default(''),
  since: z.string(),
  until: z.string(),
  days: z.number(),
  reason: z.string().default('unread'),
});
/** Some days in a row of one campaign that are missing. */
export type GapView = z.infer<typeof gapSchema>;

/** One stream of an ad account: how far it has come, how old it is, what is missing. */
export const streamViewSchema = z.object({
  id: z.string(),
  ad_account_id: z.string(),
  stream: z.string(),
  status: z.string(),
  backfill_from: text,
  complete_until: text,
  today: z.string().default(''),
  lag_hours: number,
  rows_read: z.number().default(0),
  rows_changed: z.number().default(0),
  rows_restated: z.number().default(0),
  days_left: number,
  started_at: text,
  finished_at: text,
  succeeded_at: text,
  error: z
    .object({ code: z.string(), message: z.string().default('') })
    .nullish()
    .default(null),
  execution_id: text,
  gaps: z
    .object({ days: z.number(), campaigns: z.number(), ranges: z.array(gapSchema).default([]) })
    .nullish()
    .default(null),
});
/** One stream of an ad account. */
export type StreamView = z.output<typeof streamViewSchema>;
