import { z } from 'zod';
import { type AddVerb, type CommonOptions, command, connect } from '../../command-line.ts';
import { exitCodes } from '../../exit.ts';
import { renderTable } from '../../terminal.ts';
import { waitForExecution } from '../wait-for-execution.ts';

const startedSchema = z.looseObject({ execution_id: z.string() });

const figure = z.number().nullable();
const versionSchema = z.looseObject({
  key: z.string(),
  evaluation_run_id: z.string(),
  score: z.number(),
  top1_cause: figure,
  valid_answers: figure,
  unsupported: z.number(),
  judge_score: figure,
  input_tokens: z.number(),
  output_tokens: z.number(),
  cost_usd: z.number(),
  latency_p50_ms: figure,
  latency_p95_ms: figure,
  answered_by: z.string().default('–'),
  kept: z.number().default(0),
  troubles: z.array(z.object({ code: z.string(), cases: z.number() })).default([]),
});
const outputSchema = z.looseObject({
  ...{ winner: z.string(), verdict: z.string(), versions: z.array(versionSchema) },
  ...{ cases: z.number().default(0), left_out: z.number().default(0), cost_usd: z.number().default(0) },
  stopped: z.object({ code: z.string(), reason: z.string() }).nullable().default(null),
});
type Version = z.output<typeof versionSchema>;

const share = (value: number | null) => (value === null ? '–' : `${(value * 100).toFixed(1)} %`);
const seconds = (value: number | null) => (value === null ? '–' : `${(value / 1000).toFixed(1)} s`);

/** What is told of each version, one row each, so that the two stand beside each other. */
const rows: readonly (readonly [string, (of: Version) => string])[] = [
  ['right', ({ score }) => share(score)],
  ['cause right', ({ top1_cause }) => share(top1_cause)],
  ['valid answers', ({ valid_answers }) => share(valid_answers)],
  ['not usable', ({ troubles }) => troubles.map(({ code, cases }) => `${cases} ${code}`).join(', ') || '0'],
  ['unsupported', ({ unsupported }) => String(unsupported)],
  ['judge, of 5', ({ judge_score }) => (judge_score === null ? 'not asked' : judge_score.toFixed(2))],
  ['tokens in', ({ input_tokens }) => String(input_tokens)],
  ['tokens out', ({ output_tokens }) => String(output_tokens)],
  ['cost USD', ({ cost_usd }) => cost_usd.toFixed(4)],
  ['p50', ({ latency_p50_ms }) => seconds(latency_p50_ms)],
  ['p95', ({ latency_p95_ms }) => seconds(latency_p95_ms)],
  ['kept from before', ({ kept }) => String(kept)],
  ['answered by', ({ answered_by }) => answered_by.replace('model: ', '')],
  ['run', ({ evaluation_run_id }) => evaluation_run_id],
];

type CompareOptions = CommonOptions & {
  readonly from: string;
  readonly to: string;
  readonly set: string;
  readonly model?: string;
  readonly judge: boolean;
  readonly refresh: boolean;
  readonly most?: string;
};

/**
 * `mbi prompts compare`: two versions on the golden cases. Exits with 1 when it ended before the last case, with 3 when no
 * model is configured or none answered.
 */
export const addPromptsCompare: AddVerb = (parent, line) => {
  const verb = command('compare', 'let models answer the golden cases with two versions of a prompt')
    .argument('<name>', 'such as signal_analysis')
    .requiredOption('--from <version>', 'the one in use: it stays unless the other is better')
    .requiredOption('--to <version>', 'the one that has to be better')
    .option('--set <name>', 'which cases: golden', 'golden')
    .option('--model <name>', 'the configured model that is asked first')
    .option('--judge', 'let a model score each answer besides, which decides nothing', false)
    .option('--refresh', 'ask again although an answer of the last day would serve', false)
    .option('--most <number>', 'only so many of the cases')
    .action(async (prompt_name: string, options: CompareOptions) => {
      if (options.set !== 'golden') {
        line.terminal.note(`There is no set ${options.set}; there is: golden.`);
        return line.exit(exitCodes.usage);
      }
      const api = await connect(line, options, 'evaluations:run');
      const { from, to, model, judge, most, refresh } = options;
      const body = {
        ...{ prompt_name, from, to, judge, refresh },
        ...(model === undefined ? {} : { model }),
        ...(most === undefined ? {} : { most: Number(most) }),
      };
      const { execution_id } = await api.post('/api/v1/evaluations/prompt-comparisons', body, startedSchema);
      const { status, steps, error_code, error_message } = await waitForExecution(api, line.terminal, execution_id);
      if (status !== 'completed') {
        line.terminal.result({ execution_id, status, error_code, error_message }, '', options.json);
        line.terminal.note(`${error_code ?? status}: ${error_message ?? 'The comparison did not complete.'}`);
        return line.exit(exitCodes.failure);
      }
      const output = outputSchema.parse(steps.find((step) => step.step_id === 'run')?.output);
      line.terminal.result(output, sayComparison(output), options.json);
      if (output.stopped !== null) line.exit(exitCodes.findings);
    });
  parent.addCommand(verb);
};

/** All that is told of a comparison: the figures, which version to use, and what came between. */
function sayComparison({ versions, verdict, cases, left_out, cost_usd, stopped }: z.output<typeof outputSchema>) {
  return [
    comparisonTable(versions),
    `${verdict}.`,
    `${cases} cases with both versions${left_out === 0 ? '' : `, ${left_out} left out as nobody could be asked`}; $${cost_usd.toFixed(4)} in all.`,
    ...(stopped === null
      ? []
      : [
          `It ended early: ${stopped.code}: ${stopped.reason}`,
          'Started again it goes on where it stopped: what was paid for serves for a day.',
        ]),
  ].join('\n');
}

/** The versions side by side, the one in use first. */
export function comparisonTable(versions: readonly Version[]): string {
  return renderTable(
    ['', ...versions.map(({ key }) => key)],
    rows.map(([name, cell]) => [name, ...versions.map(cell)]),
  );
}
