import { z } from 'zod';
import {
  type checkResultSchema,
  claimSchema,
  confidenceRecordSchema,
  hypothesisSchema,
  recommendationSchema,
  successCriterionSchema,
  typedActionSchema,
} from '../../../contracts/recommendation.ts';
import { type RecommendationView, recommendationViewSchema } from './recommendation-view.ts';

/**
 * Everything that a recommendation says. A part that is missing, as in recommendations from before it existed, or that cannot
 * be read, is left out rather than hiding the others.
 */
const recommendationDetailsSchema = recommendationViewSchema.extend({
  action: typedActionSchema.nullable().catch(null),
  hypotheses: z.array(hypothesisSchema).catch([]),
  success_criteria: z.array(successCriterionSchema).catch([]),
  raw_confidence: z.number().nullable().catch(null),
  confidence_record: confidenceRecordSchema.nullable().catch(null),
  abstention: recommendationSchema.shape.abstention.catch(null),
  validation: recommendationSchema.shape.validation.catch(null),
  critique: recommendationSchema.shape.critique.catch(null),
  dissent: z.array(z.string()).catch([]),
  claims: z.array(claimSchema).catch([]),
  step_values: recommendationSchema.shape.step_values.catch(null),
  iteration_count: z.number().catch(0),
  degraded_reason: z.string().nullable().catch(null),
});
/** Everything that a recommendation says. */
export type RecommendationDetails = z.output<typeof recommendationDetailsSchema>;

/** One check of a recommendation, by rule or by a second model. */
export type CheckView = z.output<typeof checkResultSchema>;

/** The details of a recommendation that was read for a list or an approval. */
export function detailsOf(recommendation: RecommendationView): RecommendationDetails {
  return recommendationDetailsSchema.parse(recommendation);
}
