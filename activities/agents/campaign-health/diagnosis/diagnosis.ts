import { z } from 'zod';
import { alternativeSchema, evidenceSchema, rootCauseSchema } from '../../../../contracts/recommendation.ts';

/** What diagnosis answers: one cause, what it rests on, and what would have turned it. Confidence 0–1. */
export const diagnosisSchema = z.object({
  cause: rootCauseSchema,
  confidence: z.number().min(0).max(1),
  confidence_reasoning: z.string(),
  /** The sentence that links the numbers to the cause. */
  explanation: z.string(),
  signal_analysis: z.string(),
  evidence: z.array(evidenceSchema),
  rejected: z.array(alternativeSchema),
  scores: z.array(z.object({ cause: rootCauseSchema, score: z.number(), coverage: z.number() })),
  missing_sources: z.array(z.string()),
});
/** What diagnosis answers. */
export type Diagnosis = z.infer<typeof diagnosisSchema>;
