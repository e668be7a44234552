import { z } from 'zod';
import { answerKnowledge } from '../../../activities/agents/knowledge/answer.action.ts';
import { knowledgeAnswerSchema, knowledgeQuerySchema, notFoundInKnowledge } from '../../../contracts/knowledge.ts';
import { awaitOutput } from '../../executions/await-output.ts';
import { defineOperation, json, nothing } from '../../operation/operation.ts';
import { searchWithinMs, withText } from './with-text.ts';

/** Answers a question in the words of the documents, each sentence with its source, or says that it is not found. */
export const askKnowledge = defineOperation({
  method: 'post',
  path: '/api/v1/knowledge/questions',
  id: 'ask_knowledge',
  tag: 'knowledge',
  summary: 'Answer a question with quotes.',
  access: 'knowledge:read',
  params: nothing,
  query: nothing,
  body: z.strictObject({
    question: knowledgeQuerySchema.shape.query,
    kinds: knowledgeQuerySchema.shape.kinds,
  }),
  responses: { 200: { description: 'The answer, or that there is none.', schema: knowledgeAnswerSchema } },
  errors: ['KNOWLEDGE_TIMEOUT', 'KNOWLEDGE_OFF', 'KNOWLEDGE_EMBEDDING_FAILED'],
  per_minute: 60,
  async handle({ body, deps, principal, inTenant, signal }) {
    const params = { query: body.question, kinds: body.kinds, limit: 5, with_text: false };
    const waiting = { timeout_ms: searchWithinMs, signal, late: 'KNOWLEDGE_TIMEOUT' } as const;
    const output = await awaitOutput(deps, { principal, inTenant }, { definition: answerKnowledge, params }, waiting);
    const { confidence, ...found } = knowledgeAnswerSchema.parse(output);
    const said = await inTenant((tx) => withText(tx, found.citations, principal.roles));
    if (said.length === 0)
      return json(200, { status: 'not_found', answer: notFoundInKnowledge, confidence, citations: [] });
    const citations = said.map(({ text: quote, source_id, title, start, end }) => ({
      source_id,
      title,
      quote,
      start,
      end,
    }));
    return json(200, {
      status: 'answered',
      answer: citations.map((each) => each.quote).join(' '),
      confidence,
      citations,
    });
  },
});
