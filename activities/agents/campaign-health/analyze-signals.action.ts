import { z } from 'zod';
import { defineAction } from '../../../contracts/action.ts';
import { campaignContextSchema } from '../../../contracts/reasoning/campaign-context.ts';
import { checkResultSchema } from '../../../contracts/recommendation.ts';
import { analysisSchema } from '../../reasoning/diagnosis/analysis.ts';

/**
 * Weighs every cause against one context: pure, so that equal contexts give equal analyses. Later passes get what the
 * critique of the pass before found. Throws CAMPAIGN_DATA_MISSING for a context without the campaign's own metrics.
 */
export const analyzeSignals = defineAction({
  agent: 'CampaignHealthAgent',
  action: 'analyze_signals',
  effect: 'read',
  summary: 'Weighs the possible causes against the context and names the most probable.',
  params: z.object({
    context: campaignContextSchema,
    iteration: z.int().min(0).default(0).describe('0 in the first pass'),
    critique: z.array(checkResultSchema).nullish().describe('what the pass before was criticised for'),
  }),
  output: analysisSchema,
});
