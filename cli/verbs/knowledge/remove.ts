import { z } from 'zod';
import { type AddVerb, type CommonOptions, command, connect } from '../../command-line.ts';
import { exitCodes } from '../../exit.ts';
import { waitForExecution } from '../wait-for-execution.ts';

const deletedSchema = z.object({
  document_id: z.string(),
  source_key: z.string(),
  versions: z.int(),
  execution_id: z.string(),
});

/** `mbi knowledge remove DOCUMENT`: deletes a document in all its versions and waits until it is out of the files. */
export const addKnowledgeRemove: AddVerb = (parent, line) => {
  const verb = command('remove', 'delete a document in all its versions')
    .argument('<document>', 'document_id')
    .action(async (document_id: string, options: CommonOptions) => {
      const api = await connect(line, options, 'knowledge:write');
      const path = `/v2/knowledge/documents/${encodeURIComponent(document_id)}`;
      const deleted = deletedSchema.parse(await (await api.raw(path, { method: 'DELETE' })).json());
      const { status } = await waitForExecution(api, line.terminal, deleted.execution_id);
      const text = `${deleted.source_key} is deleted in ${deleted.versions} version(s); its files: ${status}.`;
      line.terminal.result({ ...deleted, status }, text, options.json);
      if (status !== 'completed') line.exit(exitCodes.failure);
    });
  parent.addCommand(verb);
};
