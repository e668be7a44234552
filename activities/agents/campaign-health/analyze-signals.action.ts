import { z } from 'zod';
import { defaultRetry, defineAction } from '../../../contracts/action.ts';
import { campaignContextSchema } from '../../../contracts/reasoning/campaign-context.ts';
import { checkResultSchema } from '../../../contracts/recommendation.ts';
import { analysisSchema } from '../../reasoning/index.ts';

/**
 * Weighs every cause against one context: equal contexts and an equal record of the
 * tenant's outcomes give equal analyses, whatever was found wrong before: that is told on, not followed, as a model may have
 * said it. Throws CAMPAIGN_DATA_MISSING for a context without the campaign's own metrics.
 */
export const analyzeSignals = defineAction({
  agent: 'CampaignHealthAgent',
  action: 'analyze_signals',
  effect: 'read',
  summary: 'Weighs the possible causes against the context and names the most probable.',
  params: z.object({
    context: campaignContextSchema,
    iteration: z.int().min(0).default(0).describe('0 in the first pass'),
    critique: z.array(checkResultSchema).nullish().describe('what was found wrong in the first pass'),
  }),
  // The same context lacks the same a second time.
  retry: { ...defaultRetry, non_retryable: ['CAMPAIGN_DATA_MISSING'] },
  output: analysisSchema.extend({
    critique_seen: z.array(z.string()).describe('what was found wrong in the pass before, in words'),
  }),
});
