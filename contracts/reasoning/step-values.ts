import { z } from 'zod';

/** An amount of money that is not known exactly: what is to be expected, and the middle half around it. Minor units. */
export const moneyRangeSchema = z.object({ low_minor: z.int(), expected_minor: z.int(), high_minor: z.int() });
/** An amount of money with its middle half. */
export type MoneyRange = z.infer<typeof moneyRangeSchema>;

/** A change in percent with the middle half around it. */
export const pctRangeSchema = z.object({ low: z.number(), expected: z.number(), high: z.number() });
/** A change in percent with the middle half around it. */
export type PctRange = z.infer<typeof pctRangeSchema>;

/** The amounts of a campaign that are changed in steps. */
export const steppedLeverSchema = z.enum(['bid', 'daily_budget']);
/** An amount that is changed in steps. */
export type SteppedLever = z.infer<typeof steppedLeverSchema>;

/** One step that was weighed: what it is worth against leaving the amount as it is, and what forbids it. */
export const stepValueSchema = z.object({
  change_pct: z.number().describe('of the present amount; 0 leaves it'),
  amount_minor: z.int().positive(),
  value: moneyRangeSchema,
  chosen: z.boolean(),
  stopped_by: z.string().nullable().describe('the limit that forbids the step, in words; null where none does'),
});
/** One step that was weighed. */
export type StepValue = z.infer<typeof stepValueSchema>;

/**
 * Why a bid or a budget is changed by so much and not by more or less: the value of every step over some days, that is
 * conversions at their contribution less the spend, against leaving the amount as it is.
 */
export const stepValuesSchema = z.object({
  lever: steppedLeverSchema,
  horizon_days: z.int().positive(),
  current_minor: z.int().positive(),
  steps: z.array(stepValueSchema),
  basis: z.string(),
});
/** The value of every step of a lever. */
export type StepValues = z.infer<typeof stepValuesSchema>;
