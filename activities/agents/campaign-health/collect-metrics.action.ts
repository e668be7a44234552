import { z } from 'zod';
import { defineAction } from '../../../contracts/action.ts';
import { collectedMetricsSchema } from './collect/collected-metrics.ts';

/** Collects what is stored of a campaign up to a moment. Throws CAMPAIGN_NOT_FOUND; everything else that lacks is said in the answer. */
export const collectMetrics = defineAction({
  agent: 'CampaignHealthAgent',
  action: 'collect_metrics',
  effect: 'read',
  summary: 'Collects the metrics of a campaign with their baseline up to a moment, and says what is missing.',
  params: z.object({
    campaign_id: z.string().min(1),
    at: z.iso.datetime({ offset: true }).nullish().describe('the moment to look at; now when left out'),
  }),
  output: collectedMetricsSchema,
});
