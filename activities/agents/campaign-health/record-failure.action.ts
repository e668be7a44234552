import { z } from 'zod';
import { defineAction } from '../../../contracts/action.ts';

/** Writes down a run of the agent that failed before it had a recommendation; one that has recorded its end keeps it. */
export const recordFailure = defineAction({
  agent: 'CampaignHealthAgent',
  action: 'record_failure',
  effect: 'propose',
  summary: 'Writes down how far an analysis came that failed, and why.',
  params: z.object({
    campaign_id: z.string().min(1),
    code: z.string().describe('an error code'),
    message: z.string(),
  }),
  output: z.object({ recorded: z.boolean().describe('false when the run had already written down its end') }),
});
