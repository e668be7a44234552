import { z } from 'zod';
import { defineAction } from '../../../contracts/action.ts';
import { anomalyReportSchema } from './anomaly/anomaly-report.ts';
import { metricsSummarySchema } from './collect/collected-metrics.ts';
import { diagnosisSchema } from './diagnosis/diagnosis.ts';
import { changeHistorySchema, liveStateSchema } from './diagnosis/diagnosis-input.ts';

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
  output: diagnosisSchema,
});
