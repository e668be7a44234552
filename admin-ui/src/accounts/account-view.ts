import { z } from 'zod';

const text = z.string().nullish().default(null);
const failureSchema = z
  .object({ code: z.string(), message: z.string().default('') })
  .nullish()
  .default(null);

/** An ad account as the screens need it. `external_id` is the platform’s id, under which pauses and limits are kept. */
export const accountViewSchema = z.object({
  id: z.string(),
  platform: z.string(),
  external_id: z.string(),
  name: z.string().default(''),
  currency: z.string().default('USD'),
  timezone: z.string().default('UTC'),
  brand_name: text,
  campaigns: z.number().default(0),
  connection: z
    .object({ state: z.string(), checked_at: text, error: failureSchema })
    .default({ state: 'unchecked', checked_at: null, error: null }),
  synced_at: text,
});
/** An ad account. */
export type AccountView = z.output<typeof accountViewSchema>;
