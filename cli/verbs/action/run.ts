import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { type AddVerb, type CommonOptions, command, connect } from '../../command-line.ts';
import { exitCodes } from '../../exit.ts';
import { gather, readPairs, readValue } from '../read-values.ts';
import { waitForExecution } from '../wait-for-execution.ts';
import { actionOf } from './describe.ts';
import { readParams } from './read-params.ts';

const startedSchema = z.object({ execution_id: z.string() });

/** `mbi action run ID`: runs one reading or proposing action as an execution of its own and prints its output. */
export const addActionRun: AddVerb = (parent, line) => {
  const verb = command('run', 'run one reading or proposing action')
    .argument('<id>', 'Agent.action')
    .option('--param <name=value>', 'a parameter (repeat for more)', gather, [])
    .option('--params <json>', 'all parameters as JSON, or @FILE (@- reads stdin)')
    .action(async (id: string, options: CommonOptions & { param: readonly string[]; params?: string }) => {
      const { properties = {} } = z.toJSONSchema(actionOf(line, id).params, { io: 'input', unrepresentable: 'any' });
      const pairs = [...readPairs(options.param, '--param')].map(([name, text]): [string, unknown] => [
        name,
        readValue(text, typeOf(properties[name])),
      ]);
      const given = options.params === undefined ? {} : await readParams(options.params, line);
      const params = { ...given, ...Object.fromEntries(pairs) };
      const api = await connect(line, options, 'actions:run');
      const path = `/v2/actions/${encodeURIComponent(id)}/run`;
      const started = await api.post(path, { params }, startedSchema, { 'idempotency-key': randomUUID() });
      const execution = await waitForExecution(api, line.terminal, started.execution_id);
      const output = execution.steps.find((step) => step.step_id === 'run')?.output ?? null;
      const { execution_id, status, error_code, error_message } = execution;
      const data = { execution_id, status, output, error_code, error_message };
      line.terminal.result(data, JSON.stringify(output, null, 2), options.json);
      if (status === 'completed') return;
      line.terminal.note(`${error_code ?? status}: ${error_message ?? 'The execution did not complete.'}`);
      line.exit(exitCodes.failure);
    });
  parent.addCommand(verb);
};

function typeOf(schema: unknown): string | undefined {
  return typeof schema === 'object' && schema !== null && 'type' in schema ? String(schema.type) : undefined;
}
