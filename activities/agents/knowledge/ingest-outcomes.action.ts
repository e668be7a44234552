import { z } from 'zod';
import { defineAction } from '../../../contracts/action.ts';
import { batchReportSchema } from './reports.action.ts';

/** Writes what was recommended, decided and measured as documents, so that later recommendations can look at them. */
export const ingestOutcomes = defineAction({
  agent: 'KnowledgeAgent',
  action: 'ingest_outcomes',
  effect: 'propose',
  summary: 'Writes measured recommendations into the knowledge base, one document each.',
  params: z.object({
    days: z.int().min(1).max(730).default(90).describe('how far back recommendations are looked at'),
    limit: z.int().min(1).max(1_000).default(200),
  }),
  output: batchReportSchema,
  timeout_seconds: 1_800,
  heartbeat_seconds: 30,
});
