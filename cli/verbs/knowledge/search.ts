import { z } from 'zod';
import { knowledgeAnswerSchema, knowledgePassageSchema } from '../../../contracts/knowledge.ts';
import { type AddVerb, type CommonOptions, command, connect } from '../../command-line.ts';

const foundSchema = z.object({ passages: z.array(knowledgePassageSchema) });

/** `mbi knowledge search WORDS`: passages with their sources; with `--answer` only what answers the question, in quotes. */
export const addKnowledgeSearch: AddVerb = (parent, line) => {
  const verb = command('search', 'find passages, or with --answer the sentences that answer')
    .argument('<question...>', 'a question or a few words')
    .option('--limit <number>', 'how many passages at most', '5')
    .option('--answer', 'answer in quotes, or say that it is not found', false)
    .action(async (words: readonly string[], options: CommonOptions & { limit: string; answer: boolean }) => {
      const api = await connect(line, options, 'knowledge:read');
      const question = words.join(' ');
      if (options.answer) {
        const answer = await api.post('/api/v1/knowledge/questions', { question }, knowledgeAnswerSchema);
        const quotes = answer.citations.map((each) => `“${each.quote}”\n  ${each.title}, ${each.source_id}`);
        const text = answer.status === 'answered' ? quotes.join('\n') : answer.answer;
        line.terminal.result(answer, `${text}\nConfidence ${answer.confidence}`, options.json);
        return;
      }
      const found = await api.post(
        '/v2/knowledge/search',
        { query: question, limit: Number(options.limit) },
        foundSchema,
      );
      const text = found.passages.map(
        (each) => `${each.score.toFixed(2)}  ${each.title}, ${each.source_id}\n${each.text}`,
      );
      line.terminal.result(found, text.join('\n\n') || 'Nothing found.', options.json);
    });
  parent.addCommand(verb);
};
