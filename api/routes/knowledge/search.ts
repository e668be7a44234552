import { z } from 'zod';
import { searchKnowledge } from '../../../activities/agents/knowledge/search.action.ts';
import { knowledgePassageSchema, knowledgeQuerySchema } from '../../../contracts/knowledge.ts';
import { awaitOutput } from '../../executions/await-output.ts';
import { defineOperation, json, nothing } from '../../operation/operation.ts';
import { searchWithinMs, withText } from './with-text.ts';

const foundSchema = z.object({ passages: z.array(knowledgePassageSchema) });

/** Finds passages for a question. The search runs in the worker; this process loads no model. */
export const searchKnowledgeBase = defineOperation({
  method: 'post',
  path: '/v2/knowledge/search',
  id: 'search_knowledge',
  tag: 'knowledge',
  summary: 'Find passages for a question.',
  access: 'knowledge:read',
  params: nothing,
  query: nothing,
  body: z.strictObject(knowledgeQuerySchema.shape),
  responses: { 200: { description: 'Passages, best first, with their sources.', schema: foundSchema } },
  errors: ['KNOWLEDGE_TIMEOUT', 'KNOWLEDGE_OFF', 'KNOWLEDGE_EMBEDDING_FAILED'],
  per_minute: 60,
  async handle({ body, deps, principal, inTenant, signal }) {
    const action = { definition: searchKnowledge, params: { ...body, with_text: false } };
    const waiting = { timeout_ms: searchWithinMs, signal, late: 'KNOWLEDGE_TIMEOUT' } as const;
    const output = await awaitOutput(deps, { principal, inTenant }, action, waiting);
    const { passages } = foundSchema.parse(output);
    return json(200, { passages: await inTenant((tx) => withText(tx, passages, principal.roles)) });
  },
});
