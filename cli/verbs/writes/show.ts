import { type AddVerb, type CommonOptions, command, connect } from '../../command-line.ts';
import { renderWrite, writeDetailSchema } from './write.ts';

/** `mbi writes show`: what we meant beside what the platform showed, and the states that the write came to. */
export const addWritesShow: AddVerb = (parent, line) => {
  const verb = command('show', 'one write, with both views of it')
    .argument('<write>', 'intent_id')
    .action(async (intent_id: string, options: CommonOptions) => {
      const api = await connect(line, options);
      const write = await api.get(`/v2/write-intents/${encodeURIComponent(intent_id)}`, writeDetailSchema);
      line.terminal.result(write, renderWrite(write), options.json);
    });
  parent.addCommand(verb);
};
