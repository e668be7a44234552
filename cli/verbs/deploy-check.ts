import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { z } from 'zod';
import { type EvaluationMetrics, evaluationMetricsSchema, type Gate } from '../../contracts/evaluation-run.ts';
import type { ApiClient } from '../api-client.ts';
import { type AddVerb, type CommonOptions, command, connect } from '../command-line.ts';
import { CommandFailure, exitCodes } from '../exit.ts';

type CheckOptions = CommonOptions & { readonly results?: string; readonly before?: string };

/** A run as it stands for a release. */
type Release = {
  readonly name: string;
  readonly git_commit: string | null;
  readonly metrics: EvaluationMetrics;
};

/** What is checked: the golden cases and the generated ones, each with the release before. */
type Checked = { readonly part: string; readonly now: Release; readonly before: Release | null };

const runSchema = z.looseObject({
  id: z.string(),
  git_commit: z.string().nullable(),
  prompt_version: z.string().nullable(),
  run_at: z.string(),
  metrics: evaluationMetricsSchema,
});
const listSchema = z.looseObject({ data: z.array(runSchema) });
const parts = ['golden_set', 'generated'] as const;

const reportSchema = z.looseObject({ dataset_version: z.string(), metrics: evaluationMetricsSchema });
const fileSchema = z.looseObject({ golden: reportSchema, generated: z.array(reportSchema) });

/**
 * `mbi deploy check`: whether this release may be deployed, by its evaluation against that of the release before. Exits with
 * 1 when a criterion is missed, and with 3 when nothing was ever evaluated: what nobody measured is not deployed.
 */
export const addDeployCheck: AddVerb = (parent, line) => {
  const verb = command('check', 'whether the evaluation allows a deployment, against the release before')
    .option(
      '--results <file>',
      'the eval_results.json of this release, instead of the runs that the installation keeps',
    )
    .option('--before <file>', 'that of the release before, with --results')
    .action(async (_own: CheckOptions, self: Command) => {
      const options: CheckOptions = self.optsWithGlobals();
      const checked =
        options.results === undefined
          ? await keptRuns(await connect(line, options))
          : await filedRuns(options.results, options.before);
      const { deploymentGates } = await import('../../evals/index.ts');
      const criteria = checked.flatMap(({ part, now, before }) =>
        deploymentGates(
          now.metrics,
          before === null ? null : { ...before.metrics, ece: before.metrics.figures.ece },
        ).map((gate) => ({ part, ...gate })),
      );
      const missed = criteria.filter((gate) => !gate.passed);
      const compared = checked.map(({ part, now, before }) => ({
        ...{ part, run: now.name, before: before?.name ?? null },
      }));
      const words = [
        ...compared.map(({ part, run, before }) => `${part}: ${run} against ${before ?? 'nothing: it is the first'}`),
        ...criteria.map(sayGate),
        missed.length === 0 ? 'It may be deployed.' : `It must not be deployed: ${missed.length} missed.`,
      ];
      line.terminal.result({ allowed: missed.length === 0, compared, criteria }, words.join('\n'), options.json);
      if (missed.length > 0) line.exit(exitCodes.findings);
    });
  parent.addCommand(verb);
};

function sayGate({ part, gate, value, comparator, limit, passed }: Gate & { readonly part: string }): string {
  const sign = comparator === 'at_least' ? '≥' : '≤';
  return `${passed ? 'pass' : 'FAIL'}  ${part} ${gate}: ${value === null ? 'unknown' : plain(value)} (${sign} ${plain(limit)})`;
}

const plain = (value: number) => String(Math.round(value * 100_000) / 100_000);

/** The newest run of each part, and the newest one of another commit (or simply the one before, where commits are not known). */
async function keptRuns(api: ApiClient): Promise<readonly Checked[]> {
  const found: Checked[] = [];
  for (const part of parts) {
    const { data } = await api.get(`/api/v1/evaluations?run_type=${part}&limit=100`, listSchema);
    const runs = data.filter(({ prompt_version }) => prompt_version === null);
    const [now] = runs;
    if (now === undefined) continue;
    const older = runs.slice(1).filter(({ metrics }) => metrics.seed === now.metrics.seed);
    const before = now.git_commit === null ? older[0] : older.find((each) => each.git_commit !== now.git_commit);
    found.push({ part, now: toRelease(now), before: before === undefined ? null : toRelease(before) });
  }
  if (found.some(({ part }) => part === 'golden_set')) return found;
  throw new CommandFailure('Nothing was ever evaluated here: start with `mbi eval --record`.', exitCodes.failure);
}

function toRelease({ id, git_commit, run_at, metrics }: z.output<typeof runSchema>): Release {
  return { name: `${id} of ${git_commit?.slice(0, 10) ?? run_at}`, git_commit, metrics };
}

async function filedRuns(results: string, before: string | undefined): Promise<readonly Checked[]> {
  const now = await readResults(results);
  const earlier = before === undefined ? null : await readResults(before);
  return now.map((each) => ({
    ...each,
    before: earlier?.find(({ part }) => part === each.part)?.now ?? null,
  }));
}

async function readResults(file: string): Promise<readonly { readonly part: string; readonly now: Release }[]> {
  const text = await readFile(file, 'utf8').catch(() => null);
  if (text === null) throw new CommandFailure(`${file} cannot be read.`, exitCodes.usage);
  const parsed = fileSchema.safeParse(readJson(text));
  if (!parsed.success) throw new CommandFailure(`${file} holds no evaluation.`, exitCodes.usage);
  return [parsed.data.golden, ...parsed.data.generated].map(({ dataset_version, metrics }, index) => ({
    part: index === 0 ? 'golden_set' : dataset_version,
    now: { name: file, git_commit: null, metrics },
  }));
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
