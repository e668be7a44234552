import { z } from 'zod';
import { defineAction } from '../../../contracts/action.ts';
import { campaignContextSchema } from '../../../contracts/reasoning/campaign-context.ts';
import { recommendationSchema } from '../../../contracts/recommendation.ts';
import { voiceShape } from './stages/stage-params.ts';

/**
 * All stages of reasoning about one given context, from the analysis to the wording, and nothing before or after: it collects
 * nothing, stores nothing and asks nobody. Throws CAMPAIGN_DATA_MISSING for a context without the campaign's own metrics.
 */
export const recommendForContext = defineAction({
  agent: 'CampaignHealthAgent',
  action: 'recommend_for_context',
  effect: 'read',
  summary: 'Reasons about one given context from analysis to wording, and stores nothing.',
  params: z.object({ context: campaignContextSchema, ...voiceShape }),
  output: recommendationSchema,
  timeout_seconds: 30,
});
