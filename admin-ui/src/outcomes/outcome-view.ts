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

const otherChangeSchema = z.object({
  at: z.string(),
  field: z.string(),
  by: z.string(),
  ours: z.boolean().default(false),
});
/** Somebody else’s change of the same campaign while it was measured. */
export type OtherChangeView = z.infer<typeof otherChangeSchema>;

const estimateSchema = z.object({
  chosen: z.string(),
  days_before: z.number().default(0),
  days_after: z.number().default(0),
  controls: z.array(z.object({ campaign_id: z.string(), weight: z.number() })).default([]),
  placebos: z.number().default(0),
  placebo_error_pct: z.record(z.string(), z.number().nullable()).default({}),
});

const evidenceSchema = z.looseObject({
  reason: text,
  window: z.object({ first_day: z.string(), last_day: z.string() }).nullish().default(null),
  others: z.array(otherChangeSchema).default([]),
  estimate: estimateSchema.nullish().default(null),
  days_still_filling: z.array(z.string()).default([]),
  rollback: z.looseObject({ because: text }).nullish().default(null),
});

/** An outcome with everything that it rests on, for a screen of its own. */
export const outcomeRecordSchema = outcomeViewSchema
  .extend({
    execution_id: z.string(),
    campaign_name: text,
    playbook_id: z.string().default(''),
    window_seconds: z.number().default(0),
    minimum_effect_pct: z.number().default(0),
    evidence: evidenceSchema.nullish().default(null),
  })
  .transform((outcome) => ({ ...outcome, id: outcome.outcome_id }));
/** An outcome with everything that it rests on. */
export type OutcomeRecord = z.output<typeof outcomeRecordSchema>;
