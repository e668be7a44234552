import { z } from 'zod';

/** The causes that the market can play. */
export const scenarioSchema = z.enum([
  'auction_pressure',
  'competitor_promotion',
  'creative_fatigue',
  'audience_saturation',
  'poor_targeting',
  'uneven_segments',
  'budget_limited',
  'tracking_break',
  'seasonality',
  'external_event',
  'conversion_lag',
  'no_change',
]);

/** One cause at work; see `Strand` of the market. */
export const strandSchema = z.strictObject({
  cause: scenarioSchema,
  size: z.number().min(0).max(5).default(1),
  since_days: z.number().default(-7),
  until_days: z.number().nullable().default(null),
  pace: z.number().positive().max(40).default(1),
});

/**
 * What happens to a campaign, where the name of a scenario is not enough: several causes, stronger or weaker, sooner or
 * later, and chance (`poisson`) instead of even amounts. Null leaves a trait as the cause has it.
 */
export const plotSchema = z.strictObject({
  strands: z.array(strandSchema).min(1),
  fill: z.number().positive().nullable().default(null),
  cost_ratio: z.number().positive().nullable().default(null),
  usual_frequency: z.number().min(1).nullable().default(null),
  creative_age_days: z.number().nonnegative().nullable().default(null),
  /** How much dearer an impression gets for a bid above the going price: 0.8 is 8 % for 10 %; 0 as in the demo. */
  overbid_price: z.number().min(0).default(0),
  chance: z.enum(['even', 'poisson']).default('even'),
});
