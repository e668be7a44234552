import { z } from 'zod';
import { type AddVerb, type CommonOptions, command, connect } from '../../command-line.ts';
import { documentSchema, renderDocuments } from './document.ts';

const pageSchema = z.object({ data: z.array(documentSchema), next_cursor: z.string().nullable() });

/** `mbi knowledge list`: the documents that are there, and where each stands. */
export const addKnowledgeList: AddVerb = (parent, line) => {
  const verb = command('list', 'documents of the knowledge base, the newest first')
    .option('--kind <kind>', 'only of this kind')
    .option('--status <status>', 'pending, indexed, failed or deleted')
    .action(async (options: CommonOptions & { kind?: string; status?: string }) => {
      const api = await connect(line, options, 'knowledge:read');
      const query = new URLSearchParams({ limit: '200' });
      if (options.kind !== undefined) query.set('kind', options.kind);
      if (options.status !== undefined) query.set('status', options.status);
      const { data } = await api.get(`/v2/knowledge/documents?${query}`, pageSchema);
      line.terminal.result({ documents: data }, renderDocuments(data), options.json);
    });
  parent.addCommand(verb);
};
