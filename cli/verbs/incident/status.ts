import { z } from 'zod';
import { type AddVerb, type CommonOptions, command, connect } from '../../command-line.ts';
import { exitCodes } from '../../exit.ts';
import { pauseSchema, renderPauses } from './pauses.ts';

/** `mbi incident status`: what is paused now; exit code 1 when something is. */
export const addIncidentStatus: AddVerb = (parent, line) => {
  const verb = command('status', 'show what is paused').action(async (options: CommonOptions) => {
    const api = await connect(line, options);
    const page = await api.get('/v2/pauses?holding=true&limit=200', z.object({ data: z.array(pauseSchema) }));
    line.terminal.result(page, renderPauses(page.data), options.json);
    if (page.data.length > 0) line.exit(exitCodes.findings);
  });
  parent.addCommand(verb);
};
