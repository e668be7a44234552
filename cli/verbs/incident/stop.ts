import { z } from 'zod';
import { type AddVerb, type CommonOptions, command, connect } from '../../command-line.ts';
import { pauseSchema, readScope, sayScope, steeredSchema } from './pauses.ts';

/** `mbi incident stop`: ends every pause that holds for the scope (the whole tenant’s unless told otherwise). */
export const addIncidentStop: AddVerb = (parent, line) => {
  const verb = command('stop', 'end a pause; what it parked goes on')
    .option('--scope <scope[:id]>', 'the scope that was paused', 'tenant')
    .option('--all', 'end every pause of the tenant, whatever its scope', false)
    .action(async (options: CommonOptions & { scope: string; all: boolean }) => {
      const api = await connect(line, options, 'pauses:write');
      const page = await api.get('/v2/pauses?holding=true&limit=200', z.object({ data: z.array(pauseSchema) }));
      const wanted = sayScope(readScope(options.scope));
      const meant = page.data.filter((each) => options.all || sayScope(each) === wanted);
      const ended: z.output<typeof steeredSchema>[] = [];
      for (const { pause_id } of meant)
        ended.push(await api.post(`/v2/pauses/${encodeURIComponent(pause_id)}/resume`, {}, steeredSchema));
      const words = ended.map((each) => `Resumed ${sayScope(each)}; ${each.executions_told} executions are told.`);
      line.terminal.result({ resumed: ended }, words.join('\n') || `${wanted} is not paused.`, options.json);
    });
  parent.addCommand(verb);
};
