import { z } from 'zod';
import { defineAction } from '../../../contracts/action.ts';

/** Judges a change by what the campaign would have done without it. `*_pct` are effects in percent of that; low–high covers 90 %. */
export const measureOutcome = defineAction({
  agent: 'CampaignHealthAgent',
  action: 'measure_outcome',
  effect: 'propose',
  summary: 'Measures what a change brought against a counterfactual from the history of the campaign.',
  params: z.object({ outcome_id: z.uuid() }),
  output: z.object({
    outcome_id: z.uuid(),
    verdict: z.enum(['positive', 'negative', 'inconclusive']),
    effect_pct: z.number().nullable(),
    low_pct: z.number().nullable(),
    high_pct: z.number().nullable(),
    before: z.number().nullable(),
    after: z.number().nullable(),
    method: z.string(),
  }),
  timeout_seconds: 60,
});
