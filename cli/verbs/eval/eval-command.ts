import { z } from 'zod';
import { type AddVerb, type CommandLine, type CommonOptions, command, connect } from '../../command-line.ts';
import { exitCodes } from '../../exit.ts';
import { waitForExecution } from '../wait-for-execution.ts';
import { addEvalCompare } from './compare.ts';

type EvalOptions = CommonOptions & {
  readonly gate: boolean;
  readonly record: boolean;
  readonly seed?: string;
  readonly count?: string;
  readonly only?: string;
};

const startedSchema = z.looseObject({ execution_id: z.string() });

/** `mbi eval`: how well the reasoning does on cases with a known answer. Exit codes: 0 well, 1 under a gate (with --gate). */
export const addEval: AddVerb = (parent, line) => {
  const verb = command('eval', 'let the reasoning answer cases in which the right answer is known')
    .option('--gate', 'exit with 1 when a figure is under its gate', false)
    .option('--record', 'let the installation run the golden and the held-out cases and keep the figures', false)
    .option('--seed <text>', 'generated cases of another seed')
    .option('--count <number>', 'how many generated cases')
    .option('--only <parts>', 'comma-separated: golden, train, held_out, or kinds of generated cases')
    .action(async (options: EvalOptions) => {
      if (options.record) await recordInWorker(line, options);
      else await runHere(line, options);
    });
  addEvalCompare(verb, line);
  parent.addCommand(verb);
};

async function runHere({ terminal, exit }: CommandLine, options: EvalOptions): Promise<void> {
  const { evaluateAll, readSelection, reportText, ruleEngine, rulesName } = await import('../../../evals/index.ts');
  const only = options.only === undefined ? [] : [options.only];
  const parts = await evaluateAll(readSelection({ ...options, only }), {
    ...{ engine: ruleEngine, answered_by: rulesName, monotonicMs: () => performance.now() },
  });
  const words = parts.map(({ part, report }) => reportText(part, report)).join('\n');
  terminal.result({ parts }, words, options.json);
  const failed = parts.some(({ report }) => report.metrics.gates.some((gate) => !gate.passed));
  if (options.gate && failed) exit(exitCodes.findings);
}

const outputSchema = z.looseObject({ evaluation_run_id: z.string(), agreement_rate: z.number(), passed: z.boolean() });

async function recordInWorker(line: CommandLine, options: EvalOptions): Promise<void> {
  const api = await connect(line, options, 'evaluations:run');
  const told: string[] = [];
  const runs: z.output<typeof outputSchema>[] = [];
  for (const body of [{ run_type: 'golden_set' }, { run_type: 'generated', split: 'held_out' }]) {
    const { execution_id } = await api.post('/api/v1/evaluations', body, startedSchema);
    const execution = await waitForExecution(api, line.terminal, execution_id);
    const output = outputSchema.parse(execution.steps.find((step) => step.step_id === 'run')?.output);
    runs.push(output);
    const verdict = output.passed ? 'passed' : 'under a gate';
    told.push(`${body.run_type}: ${output.agreement_rate.toFixed(1)} %, ${verdict}, run ${output.evaluation_run_id}`);
  }
  line.terminal.result({ runs }, told.join('\n'), options.json);
  if (options.gate && runs.some((run) => !run.passed)) line.exit(exitCodes.findings);
}
