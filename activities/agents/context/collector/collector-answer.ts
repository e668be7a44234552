import { z } from 'zod';
import { sourceReportSchema } from '../../../../contracts/reasoning/campaign-context.ts';

/** What every collector is asked: which campaign, at which moment (now when left out), and whether the cache may answer. */
export const collectorParamsSchema = z.object({
  campaign_id: z.string().min(1).max(255),
  at: z.iso.datetime({ offset: true }).nullish().describe('the moment to look at; now when left out'),
  force_refresh: z.boolean().default(false).describe('true asks the source even where the cache could answer'),
});
/** What every collector is asked. */
export type CollectorParams = z.infer<typeof collectorParamsSchema>;

/** What every collector answers: how its source answered, and the data; null where there is none, never an error as data. */
export function collectorAnswerSchema<Data extends z.ZodType>(data: Data) {
  return z.object({ report: sourceReportSchema, data: data.nullable() });
}

/**
 * How a collector is run on Temporal. The attempts belong to the wrapper inside, which keeps the deadline, so Temporal makes
 * one only; the timeout leaves room for the turn that a collection waits for, and for the reading and writing around it.
 */
export const collectorRun = {
  timeout_seconds: 30,
  heartbeat_seconds: 5,
  retry: {
    max_attempts: 1,
    initial_interval_seconds: 1,
    backoff_coefficient: 1,
    max_interval_seconds: 1,
    non_retryable: ['CAMPAIGN_NOT_FOUND'],
  },
} as const;
