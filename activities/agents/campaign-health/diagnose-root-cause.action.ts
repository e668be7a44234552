import { z } from 'zod';
import { defineAction } from '../../../contracts/action.ts';
import { analysisSchema, anomalyReportSchema } from '../../reasoning/index.ts';
import { metricsSummarySchema } from './collect/collected-metrics.ts';
import { changeHistorySchema, liveStateSchema } from './collect/live-state.ts';

/** Names the cause of what was found, with evidence for it and the fact that would have turned it. */
export const diagnoseRootCause = defineAction({
  agent: 'CampaignHealthAgent',
  action: 'diagnose_root_cause',
  effect: 'read',
  summary: 'Names the root cause among a fixed list, with evidence and rejected alternatives.',
  params: z.object({
    metrics: metricsSummarySchema,
    anomalies: anomalyReportSchema,
    state: liveStateSchema,
    changes: changeHistorySchema,
  }),
  output: analysisSchema,
});
