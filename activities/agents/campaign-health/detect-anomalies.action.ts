import { z } from 'zod';
import { defineAction } from '../../../contracts/action.ts';
import { anomalyReportSchema } from '../../reasoning/index.ts';
import { collectedMetricsSchema } from './collect/collected-metrics.ts';

/** Compares the recent window of every series with its own robust baseline, and gives the number. */
export const detectAnomalies = defineAction({
  agent: 'CampaignHealthAgent',
  action: 'detect_anomalies',
  effect: 'read',
  summary: 'Finds what is unusual in the recent metrics against a robust baseline by hour or weekday.',
  params: z.object({ metrics: collectedMetricsSchema }),
  output: anomalyReportSchema,
  emits: ['metric.anomaly'],
});
