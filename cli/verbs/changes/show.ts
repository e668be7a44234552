import { type AddVerb, type CommonOptions, command, connect } from '../../command-line.ts';
import { changeDetailSchema, renderChange } from './change.ts';

/** `mbi changes show`: what we meant beside what the platform showed, and the states that the write came to. */
export const addChangesShow: AddVerb = (parent, line) => {
  const verb = command('show', 'one change, with both views of it')
    .argument('<change>', 'intent_id')
    .action(async (intent_id: string, options: CommonOptions) => {
      const api = await connect(line, options);
      const write = await api.get(`/v2/changes/${encodeURIComponent(intent_id)}`, changeDetailSchema);
      line.terminal.result(write, renderChange(write), options.json);
    });
  parent.addCommand(verb);
};
