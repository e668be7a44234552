import { z } from 'zod';

const text = z.string().nullish().default(null);

/** How a collector stands; `status` null until it has been called. */
export const collectorViewSchema = z.object({
  collector_name: z.string(),
  ...{ status: text, last_check: text, error_message: text },
  response_time_ms: z.number().nullish().default(null),
  recent: z.array(z.boolean()).default([]),
});
/** How a collector stands. */
export type CollectorView = z.infer<typeof collectorViewSchema>;

/** Something outside the account that moves numbers. */
export const eventViewSchema = z.object({
  ...{ event_id: z.string(), name: z.string(), kind: z.string(), starts_on: z.string(), ends_on: z.string() },
  ...{ campaign_id: text, industry: text, source: z.string().default('') },
  expected_cpa_change_pct: z.number().nullish().default(null),
});
/** Something outside the account that moves numbers. */
export type EventView = z.infer<typeof eventViewSchema>;

/** An experiment on a campaign; `ends_on` null while it is open. */
export const experimentViewSchema = z.object({
  ...{ experiment_id: z.string(), campaign_id: z.string(), name: z.string(), metric: text },
  ...{ starts_on: z.string(), ends_on: text },
});
/** An experiment on a campaign. */
export type ExperimentView = z.infer<typeof experimentViewSchema>;
