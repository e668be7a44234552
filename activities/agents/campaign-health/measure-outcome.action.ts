import { z } from 'zod';
import { defineAction } from '../../../contracts/action.ts';

/**
 * Judges a change by what the campaign would have done without it. `*_pct` are effects in percent of that; low–high is the
 * central interval of the outcome's level, 90 % unless it says otherwise. Before the platform has counted every conversion
 * of the window it only looks who else changed what, and says when to come `again_at`.
 */
export const measureOutcome = defineAction({
  agent: 'CampaignHealthAgent',
  action: 'measure_outcome',
  effect: 'propose',
  summary:
    'Measures what a change brought against a counterfactual, and proposes to take it back when a promise failed.',
  params: z.object({ outcome_id: z.uuid() }),
  output: z.object({
    outcome_id: z.uuid(),
    again_at: z.string().nullable().describe('when it can be measured; null when it was'),
    verdict: z.enum(['positive', 'negative', 'inconclusive']).nullable(),
    reason: z.string().nullable().describe('why it is inconclusive, such as what confounds it'),
    effect_pct: z.number().nullable(),
    low_pct: z.number().nullable(),
    high_pct: z.number().nullable(),
    before: z.number().nullable(),
    after: z.number().nullable(),
    counterfactual: z.number().nullable().describe('what the metric would have been without the change'),
    method: z.string(),
    promise_kept: z.boolean().nullable(),
    rollback_execution_id: z.uuid().nullable().describe('the execution that asks whether to take the change back'),
  }),
  timeout_seconds: 300,
});
