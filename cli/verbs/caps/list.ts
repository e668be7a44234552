import { z } from 'zod';
import { type AddVerb, type CommonOptions, command, connect } from '../../command-line.ts';
import { capSchema, renderCaps, renderUses } from './cap.ts';

/** `mbi caps list`: the caps that hold or wait for somebody, with what is used of them. */
export const addCapsList: AddVerb = (parent, line) => {
  const verb = command('list', 'caps on money that hold or are proposed, and what is used of them')
    .option('--all', 'those that were replaced or rejected too', false)
    .option('--uses', 'who uses them up, in which execution, and until when', false)
    .action(async (options: CommonOptions & { all: boolean; uses: boolean }) => {
      const api = await connect(line, options);
      const page = await api.get('/v2/money-caps?limit=200', z.object({ data: z.array(capSchema) }));
      const live = ['active', 'proposed', 'cooling_off'];
      const data = page.data.filter((cap) => options.all || live.includes(cap.state));
      const uses = options.uses
        ? data.filter((cap) => cap.use !== null).map((cap) => `\n${cap.cap_id}\n${renderUses(cap)}`)
        : [];
      line.terminal.result({ data }, [renderCaps(data), ...uses].join('\n'), options.json);
    });
  parent.addCommand(verb);
};
