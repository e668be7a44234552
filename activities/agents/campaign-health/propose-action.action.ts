import { z } from 'zod';
import { defineAction } from '../../../contracts/action.ts';
import { recommendationSchema } from '../../../contracts/recommendation.ts';
import { analysisSchema, anomalyReportSchema } from '../../reasoning/index.ts';
import { metricsSummarySchema } from './collect/collected-metrics.ts';
import { liveStateSchema } from './collect/live-state.ts';

/** Turns a diagnosis into one typed action with its expected effect, risk and alternatives. Changes nothing. */
export const proposeAction = defineAction({
  agent: 'CampaignHealthAgent',
  action: 'propose_action',
  effect: 'read',
  summary:
    'Proposes one action for a diagnosis, with expected effect, risk, alternatives and the cost of doing nothing.',
  params: z.object({
    metrics: metricsSummarySchema,
    anomalies: anomalyReportSchema,
    diagnosis: analysisSchema,
    state: liveStateSchema,
  }),
  output: recommendationSchema,
});
