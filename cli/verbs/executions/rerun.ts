import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { type AddVerb, type CommonOptions, command, connect } from '../../command-line.ts';
import { gather, readPairs, readValue } from '../read-values.ts';

const answerSchema = z.looseObject({
  execution_id: z.string(),
  workflow_id: z.string(),
  reused_steps: z.array(z.string()),
  will_not_repeat: z.array(z.looseObject({ step_id: z.string(), effect: z.string(), summary: z.string() })),
  will_do: z.array(z.looseObject({ step_id: z.string(), effect: z.string(), note: z.string() })),
});

type RerunOptions = CommonOptions & {
  readonly fromStep: string;
  readonly reason: string;
  readonly input: readonly string[];
  readonly skip: readonly string[];
  readonly latest: boolean;
};

/** `mbi executions rerun ID`: a new execution from a step on, with everything finished before it reused. */
export const addExecutionsRerun: AddVerb = (parent, line) => {
  const verb = command('rerun', 'run an execution again from a step')
    .argument('<id>', 'execution_id')
    .requiredOption('--from-step <step>', 'the first step that is run again')
    .requiredOption('--reason <text>', 'why')
    .option('--input <name=value>', 'another value for an input (repeat for more)', gather, [])
    .option('--skip <step=value>', 'a value instead of running a step, as JSON (repeat for more)', gather, [])
    .option('--latest', 'with the newest version of the playbook', false)
    .action(async (id: string, options: RerunOptions) => {
      const values = (words: readonly string[], option: string) =>
        Object.fromEntries([...readPairs(words, option)].map(([name, text]) => [name, readValue(text, undefined)]));
      const api = await connect(line, options, 'executions:rerun');
      const body = {
        ...{ from_step: options.fromStep, reason: options.reason, version: options.latest ? 'latest' : 'same' },
        ...{ inputs: values(options.input, '--input'), skip: values(options.skip, '--skip') },
      };
      const path = `/v2/executions/${encodeURIComponent(id)}/rerun`;
      const started = await api.post(path, body, answerSchema, { 'idempotency-key': randomUUID() });
      for (const each of started.will_not_repeat)
        line.terminal.note(`stands, not repeated: ${each.step_id} (${each.effect}) ${each.summary}`);
      for (const each of started.will_do)
        line.terminal.note(`will be done: ${each.step_id} (${each.effect}) ${each.note}`);
      const command_of = `temporal workflow show --workflow-id '${started.workflow_id}'`;
      const text = `${started.execution_id} started; ${started.reused_steps.length} results are reused.\n${command_of}`;
      line.terminal.result(started, text, options.json);
    });
  parent.addCommand(verb);
};
