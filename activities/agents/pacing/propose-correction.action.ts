import { z } from 'zod';
import { defineAction } from '../../../contracts/action.ts';
import { evidenceSchema, riskLevelSchema } from '../../../contracts/recommendation.ts';
import { paceReportSchema } from './pace-report.ts';

/** A corrected daily budget, or the reason why there is none. Amounts in minor units; prose is made from them. */
export const correctionSchema = z.object({
  needed: z.boolean(),
  direction: z.enum(['increase', 'decrease', 'none']),
  daily_budget_minor: z.int().positive().nullable().describe('the new budget; null when none is proposed'),
  current_daily_budget_minor: z.int().nullable(),
  change_pct: z.number(),
  projected_after_minor: z.int().nullable().describe('spent at the end of the month with the new budget'),
  recommended_workflow: z.enum(['Budget Reallocation', 'Continue Monitoring']),
  specific_action: z.string(),
  reasoning: z.string(),
  expected_impact: z.string(),
  evidence: z.array(evidenceSchema),
  risk_level: riskLevelSchema,
  risk_factors: z.array(z.string()),
});
/** A corrected daily budget, or the reason why there is none. */
export type Correction = z.infer<typeof correctionSchema>;

/** Turns a report of pace into a corrected daily budget. Changes nothing. */
export const proposeCorrection = defineAction({
  agent: 'PacingAgent',
  action: 'propose_correction',
  effect: 'read',
  summary: 'Proposes the daily budget that brings the month back to its plan, within a largest step.',
  params: z.object({
    pace: paceReportSchema,
    state: z.object({ status: z.string(), daily_budget_minor: z.int().nullable() }).describe('the live state'),
    max_change_pct: z.number().positive().max(100).default(20).describe('largest step, percent'),
  }),
  output: correctionSchema,
});
