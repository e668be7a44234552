import { z } from 'zod';
import { defineAction } from '../../../contracts/action.ts';
import { batchReportSchema } from './reports.action.ts';

/** Writes every deployed playbook as a document: what it is for, and its steps. */
export const ingestPlaybooks = defineAction({
  agent: 'KnowledgeAgent',
  action: 'ingest_playbooks',
  effect: 'propose',
  summary: 'Writes the deployed playbooks into the knowledge base, one document each.',
  params: z.object({}),
  output: batchReportSchema,
  timeout_seconds: 1_800,
  heartbeat_seconds: 30,
});
