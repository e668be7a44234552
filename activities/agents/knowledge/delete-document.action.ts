import { z } from 'zod';
import { defineAction } from '../../../contracts/action.ts';

/** Deletes a document in all its versions, from the table and from every file of the vectors. */
export const deleteDocument = defineAction({
  agent: 'KnowledgeAgent',
  action: 'delete_document',
  effect: 'propose',
  summary: 'Deletes a document of the knowledge base in all its versions, down to the files.',
  params: z.object({ document_id: z.uuid() }),
  output: z.object({ document_id: z.uuid(), versions: z.int() }),
  timeout_seconds: 120,
  heartbeat_seconds: 30,
});
