import { z } from 'zod';
import { defineAction } from '../../../contracts/action.ts';

/** Puts the knowledge base in order. */
export const refreshKnowledge = defineAction({
  agent: 'KnowledgeAgent',
  action: 'refresh',
  effect: 'propose',
  summary: 'Reads what waits, embeds everything anew when the model changed, and compacts the files.',
  params: z.object({}),
  output: z.object({
    documents: z.int().describe('that answer questions now'),
    indexed: z.int().describe('that were read in this run'),
    failed: z.int().describe('that went into quarantine'),
    re_embedded: z.int(),
    removed: z.int().describe('that had passages left though they are deleted or replaced'),
  }),
  timeout_seconds: 3_600,
  heartbeat_seconds: 30,
});
