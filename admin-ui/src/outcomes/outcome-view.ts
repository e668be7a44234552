import { z } from 'zod';

const text = z.string().nullish().default(null);
const number = z.number().nullish().default(null);

/** What a change brought, as the screens need it. `*_pct` 25 means 25 %. */
export const outcomeViewSchema = z.object({
  outcome_id: z.string(),
  campaign_id: z.string().default(''),
  metric: z.string(),
  direction: z.string().default(''),
  status: z.string(),
  measure_at: z.string(),
  measured_at: text,
  before: number,
  after: number,
  counterfactual: number,
  effect_pct: number,
  low_pct: number,
  high_pct: number,
  interval_level: z.number().default(0.9),
  verdict: text,
  method: text,
  promise_kept: z.boolean().nullish().default(null),
  rollback_execution_id: text,
  evidence: z
    .looseObject({ reason: text, rollback: z.looseObject({ because: text }).nullish().default(null) })
    .nullish()
    .default(null),
});
/** What a change brought. */
export type OutcomeView = z.infer<typeof outcomeViewSchema>;
