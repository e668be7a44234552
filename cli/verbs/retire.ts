import { z } from 'zod';
import { type AddVerb, type CommonOptions, command, connect } from '../command-line.ts';

const retiredSchema = z.object({ playbook_id: z.string(), retired_at: z.string(), running_executions: z.int() });

/** `mbi retire PLAYBOOK`: its schedule goes and it starts no more; what runs goes on. */
export const addRetire: AddVerb = (parent, line) => {
  const verb = command('retire', 'take a playbook down; what runs goes on')
    .argument('<playbook>', 'id or slug')
    .addHelpText('after', '\nExample:\n  mbi retire campaign-health')
    .action(async (playbook: string, options: CommonOptions) => {
      const api = await connect(line, options, 'playbooks:deploy');
      const answer = await api.post(`/v2/playbooks/${encodeURIComponent(playbook)}/retire`, {}, retiredSchema);
      const running = answer.running_executions === 0 ? '' : ` ${answer.running_executions} running go on.`;
      line.terminal.result(
        answer,
        `${answer.playbook_id} was retired on ${answer.retired_at}.${running}`,
        options.json,
      );
    });
  parent.addCommand(verb);
};
