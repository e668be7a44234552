import { z } from 'zod';
import { claimSchema, riskLevelSchema, workflowTypeSchema } from './recommendation.ts';

const text = z.string().min(1).max(2_000);
const texts = z.array(z.string().min(1).max(500)).max(20);
const score = z.int().min(1).max(5);

/** What the analyst answers: signals, root cause and how sure it is. It is held against the engine's, never taken for it. */
export const signalAnalysisAnswerSchema = z.object({
  signal_analysis: text,
  root_cause: z.string().min(1).max(300),
  supporting_evidence: texts,
  contradictory_evidence: texts,
  confidence: z.number().min(0).max(1),
  confidence_reasoning: text,
});

/** What the strategist answers. Its prose never becomes an action: the typed action is the engine's. */
export const recommendationAnswerSchema = z.object({
  recommended_workflow: workflowTypeSchema,
  specific_action: text,
  reasoning: text,
  expected_impact: text,
  risk_level: riskLevelSchema,
  risk_factors: texts,
  alternative_actions: z.array(z.object({ workflow: workflowTypeSchema, why_not_recommended: text })).max(6),
  success_metrics: texts,
  confidence: z.number().min(0).max(1),
});

/** What the quality reviewer answers. */
export const critiqueAnswerSchema = z.object({
  is_satisfactory: z.boolean(),
  issues: z
    .array(
      z.object({ severity: z.enum(['CRITICAL', 'major', 'minor']), issue: text, suggestion: z.string().max(2_000) }),
    )
    .max(20),
  strengths: texts,
  overall_assessment: text,
});

/** What the offline judge answers: four scores from 1 to 5. The overall score is computed from them, not taken from it. */
export const judgeAnswerSchema = z.object({
  logical_consistency: score,
  evidence_support: score,
  alternative_consideration: score,
  clarity: score,
  overall_score: z.number().min(1).max(5),
  strengths: texts,
  weaknesses: texts,
  explanation: text,
});

/** What is answered to how well a text keeps a rubric, 0–1. */
export const rubricAnswerSchema = z.object({ kept: z.number().min(0).max(1), explanation: text });

/** What a wording answers: sentences, and the claims in them with the sources that say so. */
export const wordingAnswerSchema = z.object({
  reasoning: z.string().min(20).max(1_500),
  claims: z.array(claimSchema).max(12),
});

/** What a writer of ads answers: variants, why each was written, and what it rests on. */
export const adCopyAnswerSchema = z.object({
  variants: z
    .array(
      z.object({
        headline: z.string().max(300),
        body: z.string().max(2_500),
        why: z.string().min(1).max(500),
        source_ids: z.array(z.string().max(300)).max(10),
      }),
    )
    .max(10),
});

/** What a verifier answers. */
export const verificationAnswerSchema = z.object({ agrees: z.boolean(), reasons: texts });

/** The schema of every prompt's answer, by the name that its file gives. */
export const modelAnswerSchemas = {
  signal_analysis: signalAnalysisAnswerSchema,
  recommendation_generation: recommendationAnswerSchema,
  critique: critiqueAnswerSchema,
  judge: judgeAnswerSchema,
  rubric: rubricAnswerSchema,
  word_recommendation: wordingAnswerSchema,
  ad_copy: adCopyAnswerSchema,
  verification: verificationAnswerSchema,
};
