import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { z } from 'zod';
import { type AddVerb, type CommonOptions, command, connect } from '../../command-line.ts';
import { CommandFailure, exitCodes } from '../../exit.ts';
import { waitForExecution } from '../wait-for-execution.ts';
import { documentSchema, formatOf, renderDocuments } from './document.ts';

type Options = CommonOptions & {
  readonly kind: string;
  readonly key?: string;
  readonly title?: string;
  readonly language: string;
};

const addedSchema = documentSchema.extend({ unchanged: z.boolean(), execution_id: z.string().nullable() });

/** `mbi knowledge add FILE`: adds a document, or a new version of it, and waits until it can be found. */
export const addKnowledgeAdd: AddVerb = (parent, line) => {
  const verb = command('add', 'add a document (Markdown, HTML, text or CSV), or a new version of one')
    .argument('<file>', 'the file; - reads from the pipe')
    .requiredOption('--kind <kind>', 'brand_guideline, product_fact, policy_note, playbook or recommendation_outcome')
    .option('--key <name>', 'the name by which a newer version replaces an older one; by default that of the file')
    .option('--title <text>', 'by default the name of the file')
    .option('--language <code>', 'two letters', 'en')
    .action(async (file: string, options: Options) => {
      const content = file === '-' ? new TextDecoder().decode(await line.readStdin()) : await read(file);
      const { kind, language, key: source_key = basename(file), title = basename(file) } = options;
      const api = await connect(line, options, 'knowledge:write');
      const body = { source_key, kind, title, language, format: formatOf(file), content };
      const added = await api.post('/v2/knowledge/documents', body, addedSchema);
      if (added.execution_id !== null) {
        const ended = await waitForExecution(api, line.terminal, added.execution_id);
        if (ended.status !== 'completed')
          line.terminal.note(`${ended.error_code ?? ended.status}: ${ended.error_message ?? 'It is not read yet.'}`);
      }
      const now = await api.get(`/v2/knowledge/documents/${added.document_id}`, documentSchema);
      line.terminal.result({ ...now, unchanged: added.unchanged }, renderDocuments([now]), options.json);
      if (now.status !== 'indexed') line.exit(exitCodes.failure);
    });
  parent.addCommand(verb);
};

async function read(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch {
    throw new CommandFailure(`${file} cannot be read.`, exitCodes.usage);
  }
}
