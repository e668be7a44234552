import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { type AddVerb, type CommonOptions, command, connect } from '../../command-line.ts';
import { exitCodes } from '../../exit.ts';
import { waitForExecution } from '../wait-for-execution.ts';

const startedSchema = z.object({ execution_id: z.string() });

/** `mbi collectors probe`: asks every source whether it answers, waits for it, and says where to see what was found. */
export const addCollectorsProbe: AddVerb = (parent, line) => {
  const verb = command('probe', 'ask every source of the context whether it answers').action(
    async (options: CommonOptions) => {
      const api = await connect(line, options, 'actions:run');
      const key = { 'idempotency-key': randomUUID() };
      const started = await api.post('/v2/collectors/probe', {}, startedSchema, key);
      const execution = await waitForExecution(api, line.terminal, started.execution_id);
      const { execution_id, status, error_code, error_message } = execution;
      const text = status === 'completed' ? 'Probed: see mbi collectors list.' : `${error_code}: ${error_message}`;
      line.terminal.result({ execution_id, status, error_code, error_message }, text, options.json);
      if (status !== 'completed') line.exit(exitCodes.failure);
    },
  );
  parent.addCommand(verb);
};
