import { z } from 'zod';
import { defineAction } from '../../../contracts/action.ts';

const outcome = z.object({
  outcome_id: z.uuid(),
  execution_id: z.uuid().describe('the execution whose change was measured'),
  campaign_id: z.string(),
  campaign_name: z.string(),
  metric: z.string(),
  verdict: z.enum(['positive', 'negative', 'inconclusive']),
  before: z.number().nullable(),
  after: z.number().nullable(),
  effect_pct: z
    .number()
    .nullable()
    .describe('against what would have happened without the change; low–high covers 90 %'),
  low_pct: z.number().nullable(),
  high_pct: z.number().nullable(),
  predicted_low_pct: z.number().nullable().describe('what the recommendation promised'),
  predicted_high_pct: z.number().nullable(),
});

/** Compares what changes brought with what was predicted, and names those that made things worse and still stand. */
export const reviewOutcomes = defineAction({
  agent: 'ReportingAgent',
  action: 'review_outcomes',
  effect: 'read',
  summary: 'Reads measured outcomes beside what was predicted, and which changes should be taken back.',
  params: z.object({
    days: z.int().min(1).max(31).default(7).describe('outcomes measured in the last days'),
    most_rollbacks: z.int().min(1).max(50).default(20),
  }),
  output: z.object({
    measured: z.int(),
    positive: z.int(),
    negative: z.int(),
    inconclusive: z.int(),
    overdue: z.int().describe('outcomes that should have been measured and were not'),
    outcomes: z.array(outcome),
    rollback_candidates: z
      .array(outcome.extend({ title: z.string() }))
      .describe('worse than before, still standing, and nobody was asked yet to take it back'),
    title: z.string(),
    text: z.string(),
  }),
});
