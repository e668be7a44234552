import { z } from 'zod';
import { defineAction } from '../../../contracts/action.ts';
import { knowledgeAnswerSchema, knowledgeQuerySchema } from '../../../contracts/knowledge.ts';

/** Answers a question in the words of the documents, or says that they do not. No model words anything. */
export const answerKnowledge = defineAction({
  agent: 'KnowledgeAgent',
  action: 'answer',
  effect: 'read',
  summary: 'Answers a question with quotes from the knowledge base, or says that it is not found there.',
  params: knowledgeQuerySchema.extend({
    with_text: z
      .boolean()
      .default(true)
      .describe('false leaves the words out, so that no copy of a document stays in the record of the execution'),
  }),
  output: knowledgeAnswerSchema,
  timeout_seconds: 30,
});
