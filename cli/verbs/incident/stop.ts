import { z } from 'zod';
import { type AddVerb, type CommonOptions, command, connect } from '../../command-line.ts';
import { exitCodes } from '../../exit.ts';
import { pauseSchema, readScope, sayScope, steeredSchema } from './pauses.ts';

/** `mbi incident stop`: ends every pause that holds for the scope (the whole tenant’s unless told otherwise). */
export const addIncidentStop: AddVerb = (parent, line) => {
  const verb = command('stop', 'end a pause; what it parked goes on')
    .option('--scope <scope[:id]>', 'the scope that was paused', 'tenant')
    .option('--all', 'end every pause of the tenant, whatever its scope', false)
    .action(async (options: CommonOptions & { scope: string; all: boolean }) => {
      const api = await connect(line, options, 'pauses:write');
      // The API knows a playbook and a campaign under each of their names; what it paused is not always what was typed.
      const meant = new URLSearchParams({
        holding: 'true',
        limit: '200',
        ...(options.all ? {} : readScope(options.scope)),
      });
      const page = await api.get(`/v2/pauses?${meant}`, z.object({ data: z.array(pauseSchema) }));
      const ended: z.output<typeof steeredSchema>[] = [];
      for (const { pause_id } of page.data)
        ended.push(await api.post(`/v2/pauses/${encodeURIComponent(pause_id)}/resume`, {}, steeredSchema));
      const words = ended.map((each) => `Resumed ${sayScope(each)}; ${each.executions_told} executions are told.`);
      line.terminal.result(
        { resumed: ended },
        words.join('\n') || `${options.all ? 'Nothing' : options.scope} is not paused.`,
        options.json,
      );
      if (ended.length === 0) line.exit(exitCodes.findings);
    });
  parent.addCommand(verb);
};
