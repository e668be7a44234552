import { z } from 'zod';
import {
  alternativeSchema,
  evidenceSchema,
  hypothesisSchema,
  recommendationSchema,
  rootCauseSchema,
} from '../../../contracts/recommendation.ts';

/** What the analysis of a context answers: one cause, what it rests on, and what else was weighed. Confidence 0–1. */
export const analysisSchema = z.object({
  cause: rootCauseSchema,
  /** Calibrated and capped: what is shown and what the recommendation's confidence may not exceed. */
  confidence: z.number().min(0).max(1),
  /** Before calibration. */
  raw_confidence: z.number().min(0).max(1).nullable().default(null),
  confidence_reasoning: z.string(),
  /** The sentence that links the numbers to the cause. */
  explanation: z.string(),
  signal_analysis: z.string(),
  evidence: z.array(evidenceSchema),
  rejected: z.array(alternativeSchema),
  hypotheses: z.array(hypothesisSchema).default([]),
  abstention: recommendationSchema.shape.abstention,
  missing_sources: z.array(z.string()),
});
/** What the analysis of a context answers. */
export type Analysis = z.infer<typeof analysisSchema>;
