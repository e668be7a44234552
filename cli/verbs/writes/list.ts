import { z } from 'zod';
import { type AddVerb, type CommonOptions, command, connect } from '../../command-line.ts';
import { exitCodes } from '../../exit.ts';
import { renderWrites, writeSchema } from './write.ts';

/** `mbi writes list`: those that wait for a person, unless another state is asked for; exit code 1 when one waits. */
export const addWritesList: AddVerb = (parent, line) => {
  const verb = command('list', 'writes to the platforms that wait for a person')
    .option('--state <state>', 'intended, armed, applied, verified, not_applied or needs_human', 'needs_human')
    .action(async (options: CommonOptions & { state: string }) => {
      const api = await connect(line, options);
      const query = new URLSearchParams({ state: options.state, limit: '200' });
      const page = await api.get(`/v2/write-intents?${query}`, z.object({ data: z.array(writeSchema) }));
      line.terminal.result(page, renderWrites(page.data), options.json);
      if (options.state === 'needs_human' && page.data.length > 0) line.exit(exitCodes.findings);
    });
  parent.addCommand(verb);
};
