import { z } from 'zod';
import { type AddVerb, type CommonOptions, command, connect } from '../../command-line.ts';

/** `mbi executions cancel ID`: asks it to stop; with `--compensate` what it applied is undone first, newest first. */
export const addExecutionsCancel: AddVerb = (parent, line) => {
  const verb = command('cancel', 'ask an execution to stop at its next safe point')
    .argument('<id>', 'execution_id')
    .requiredOption('--reason <text>', 'why')
    .option('--compensate', 'undo what it has applied', false)
    .action(
      async (
        id: string,
        { reason, compensate, ...options }: CommonOptions & { reason: string; compensate: boolean },
      ) => {
        const api = await connect(line, options, 'executions:cancel');
        const answer = z.object({ execution_id: z.string(), status: z.string() });
        const path = `/v2/executions/${encodeURIComponent(id)}/cancel`;
        const asked = await api.post(path, { reason, compensate }, answer);
        line.terminal.result(asked, `${asked.execution_id} was asked to stop (it is ${asked.status}).`, options.json);
      },
    );
  parent.addCommand(verb);
};
