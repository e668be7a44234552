import { z } from 'zod';
import { defineAction } from '../../../contracts/action.ts';
import { knowledgeDocumentSchema } from '../../../contracts/knowledge.ts';
import { ingestReportSchema } from './reports.action.ts';

/** Reads a document into the knowledge base: one that was accepted before, by its id, or one that comes along. */
export const ingestDocument = defineAction({
  agent: 'KnowledgeAgent',
  action: 'ingest_document',
  effect: 'propose',
  summary: 'Reads a document into the knowledge base; a newer version takes the place of the older one.',
  params: z.object({
    document_id: z.uuid().optional().describe('a document that was accepted before'),
    document: knowledgeDocumentSchema.optional().describe('or a document itself'),
  }),
  output: ingestReportSchema,
  timeout_seconds: 600,
  heartbeat_seconds: 30,
});
