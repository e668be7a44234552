import { type AddVerb, type CommonOptions, command, connect } from '../../command-line.ts';
import { readScope, steeredSchema } from './pauses.ts';

/** `mbi incident start`: incident mode. No write is sent from now on, what runs parks, what would start waits. */
export const addIncidentStart: AddVerb = (parent, line) => {
  const verb = command('start', 'pause everything of the tenant, or one scope of it')
    .requiredOption('--reason <text>', 'why; people see it on what is parked')
    .option('--scope <scope[:id]>', 'tenant, brand:ID, platform:ID, account:ID, campaign:ID or playbook:ID', 'tenant')
    .addHelpText(
      'after',
      "\nExample: mbi incident start --reason 'Conversions are counted twice' --scope platform:meta_ads",
    )
    .action(async (options: CommonOptions & { reason: string; scope: string }) => {
      const api = await connect(line, options, 'pauses:write');
      const body = { ...readScope(options.scope), reason: options.reason };
      const pause = await api.post('/v2/pauses', body, steeredSchema);
      const told = `${pause.executions_told} running executions are told to park.`;
      // As it was typed: the API may know what is paused under another of its names, and people do not.
      const scope = options.scope === 'tenant' ? '' : ` --scope ${options.scope}`;
      const text = `Paused ${options.scope} (${pause.pause_id}). ${told}\nEnd it with: mbi incident stop${scope}`;
      line.terminal.result(pause, text, options.json);
    });
  parent.addCommand(verb);
};
