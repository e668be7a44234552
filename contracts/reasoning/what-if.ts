import { z } from 'zod';
import { moneyRangeSchema, pctRangeSchema, steppedLeverSchema, stepValueSchema } from './step-values.ts';

/** A guardrail that would stop an amount, with the reason in words. */
export const stoppingGuardrailSchema = z.object({ guardrail: z.string(), statement: z.string() });
/** A guardrail that would stop an amount. */
export type StoppingGuardrail = z.infer<typeof stoppingGuardrailSchema>;

/**
 * What another amount than the recommended one would bring, worked out on the context that the recommendation was made on.
 * Money in minor units of `currency`; changes in percent of how the campaign runs now; every range is the middle half.
 */
export const whatIfSchema = z.object({
  lever: steppedLeverSchema,
  currency: z.string(),
  horizon_days: z.int().positive(),
  current_minor: z.int().positive(),
  recommended_minor: z.int().positive(),
  amount_minor: z.int().positive().describe('the amount that was asked about'),
  change_pct: z.number().describe('of the present amount'),
  /** The ends of a slider: as far as it makes sense to ask, allowed or not. */
  slider: z.object({ from_minor: z.int().positive(), to_minor: z.int().positive() }),
  value: moneyRangeSchema.describe('over the horizon, against leaving the amount as it is'),
  against_recommended_minor: z.int().describe('expected value less that of the recommended amount'),
  cpa_pct: pctRangeSchema,
  conversions_pct: pctRangeSchema,
  spend_pct: pctRangeSchema,
  stopped_by: z.array(stoppingGuardrailSchema).describe('empty where the amount is allowed'),
  steps: z.array(stepValueSchema),
  basis: z.string(),
});
/** What another amount would bring. */
export type WhatIf = z.infer<typeof whatIfSchema>;
