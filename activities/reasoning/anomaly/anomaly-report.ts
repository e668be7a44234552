import { z } from 'zod';
import { evidenceSeriesSchema } from '../../../contracts/recommendation.ts';

/** One surprising point, or the end of a surprising stretch. */
export const anomalyFlagSchema = z.object({
  at: z.string(),
  value: z.number(),
  expected: z.number(),
  change_pct: z.number().describe('against the baseline'),
  score: z.number().describe('robust deviations from the baseline; the sign is the direction'),
  kind: z.enum(['point', 'sustained']),
  adverse: z.boolean().describe('true when this direction hurts the campaign'),
});
/** One surprising point. */
export type AnomalyFlag = z.infer<typeof anomalyFlagSchema>;

/** What was found in one series around a moment. */
export const seriesFindingSchema = z.object({
  metric: z.string(),
  unit: z.string(),
  grain: z.enum(['hour', 'day']),
  source: z.string(),
  method: z.string(),
  raised: z.boolean().describe('an adverse flag lies in the recent window'),
  statement: z.string(),
  points_used: z.int(),
  latest: z.object({ at: z.string(), value: z.number(), expected: z.number().nullable() }).nullable(),
  strongest: anomalyFlagSchema.nullable(),
  flags: z.array(anomalyFlagSchema),
  windows: z.array(z.object({ start: z.string(), end: z.string() })).describe('stretches of flags closer than a day'),
  chart: evidenceSeriesSchema,
});
/** What was found in one series. */
export type SeriesFinding = z.infer<typeof seriesFindingSchema>;

/** The answer of `detect_anomalies`. */
export const anomalyReportSchema = z.object({
  campaign_id: z.string(),
  at: z.string(),
  raised: z.boolean(),
  headline: z.string(),
  threshold: z.number(),
  findings: z.array(seriesFindingSchema),
  skipped: z.array(z.object({ metric: z.string(), reason: z.string() })),
});
/** The answer of `detect_anomalies`. */
export type AnomalyReport = z.infer<typeof anomalyReportSchema>;
