import { z } from 'zod';
import { type AddVerb, type CommonOptions, command, connect } from '../../command-line.ts';
import { cell, renderTable } from '../../terminal.ts';

const listSchema = z.object({
  data: z.array(
    z.looseObject({
      name: z.string(),
      latest: z.string(),
      versions: z.array(z.string()),
      experiment: z
        .looseObject({
          prompt_experiment_id: z.string(),
          status: z.string(),
          version_a: z.string(),
          version_b: z.string(),
          share_b_pct: z.number(),
        })
        .nullable(),
    }),
  ),
});
const promptSchema = z.object({
  name: z.string(),
  versions: z.array(
    z.looseObject({
      key: z.string(),
      latest: z.boolean(),
      created: z.string(),
      changelog: z.array(z.string()),
      performance: z.object({
        calls: z.number(),
        cost_usd: z.number(),
        failed: z.number(),
        runs: z.array(z.looseObject({ run_type: z.string(), total_examples: z.number(), passed_examples: z.number() })),
      }),
    }),
  ),
});
const experimentSchema = z.looseObject({
  prompt_experiment_id: z.string(),
  prompt_name: z.string(),
  version_a: z.string(),
  version_b: z.string(),
  share_b_pct: z.number(),
  status: z.string(),
});

/** `mbi prompts list`: prompts, their versions, and what decides which one is used. */
export const addPromptsList: AddVerb = (parent, line) => {
  const verb = command('list', 'prompts, their versions and the one in use').action(async (options: CommonOptions) => {
    const api = await connect(line, options);
    const { data } = await api.get('/v2/prompts', listSchema);
    const rows = data.map(({ name, latest, versions, experiment }) => [
      name,
      latest,
      versions.join(' '),
      sayExperiment(experiment),
    ]);
    line.terminal.result({ data }, renderTable(['PROMPT', 'LATEST', 'VERSIONS', 'EXPERIMENT'], rows), options.json);
  });
  parent.addCommand(verb);
};

function sayExperiment(experiment: z.output<typeof listSchema>['data'][number]['experiment']): string {
  if (experiment === null) return '–';
  const { status, version_a, version_b, share_b_pct, prompt_experiment_id } = experiment;
  const what = status === 'promoted' ? `${version_b} for all` : `${version_a} / ${version_b} for ${share_b_pct} %`;
  return `${what} (${prompt_experiment_id})`;
}

/** `mbi prompts show`: the versions of a prompt with their changelog and how each did. */
export const addPromptsShow: AddVerb = (parent, line) => {
  const verb = command('show', 'the versions of a prompt, what changed in each, and how each did')
    .argument('<name>', 'such as signal_analysis')
    .action(async (name: string, options: CommonOptions) => {
      const api = await connect(line, options);
      const prompt = await api.get(`/v2/prompts/${encodeURIComponent(name)}`, promptSchema);
      const rows = prompt.versions.map(
        ({ key, latest, created, changelog, performance: { calls, cost_usd, failed, runs } }) => [
          ...[latest ? `${key} (latest)` : key, created, calls, cost_usd.toFixed(4), failed],
          cell(runs[0] === undefined ? null : `${runs[0].passed_examples}/${runs[0].total_examples}`),
          changelog[0] ?? '',
        ],
      );
      const table = renderTable(
        ['VERSION', 'CREATED', 'CALLS', 'COST USD', 'FAILED', 'LAST RUN', 'CHANGE'],
        rows.map((row) => row.map(String)),
      );
      line.terminal.result(prompt, table, options.json);
    });
  parent.addCommand(verb);
};

/** `mbi prompts experiment`: tries a version on a share of the campaigns. */
export const addPromptsExperiment: AddVerb = (parent, line) => {
  const verb = command('experiment', 'try a version of a prompt on a share of the campaigns')
    .argument('<name>', 'such as signal_analysis')
    .requiredOption('--from <version>', 'what the others keep, such as v2')
    .requiredOption('--to <version>', 'what is tried, such as v3')
    .option('--share <percent>', 'of the campaigns, always the same ones', '50')
    .action(async (prompt_name: string, options: CommonOptions & { from: string; to: string; share: string }) => {
      const api = await connect(line, options, 'models:write');
      const { from: version_a, to: version_b, share } = options;
      const body = { prompt_name, version_a, version_b, share_b_pct: Number(share) };
      const started = await api.post('/v2/prompt-experiments', body, experimentSchema);
      const text = `Running: ${version_b} for ${share} % of the campaigns (${started.prompt_experiment_id}).`;
      line.terminal.result(started, text, options.json);
    });
  parent.addCommand(verb);
};

function ending(word: 'promote' | 'stop', description: string, said: string): AddVerb {
  return (parent, line) => {
    const verb = command(word, description)
      .argument('<experiment>', 'its id, as `mbi prompts list` shows it')
      .action(async (id: string, options: CommonOptions) => {
        const api = await connect(line, options, 'models:write');
        const ended = await api.post(`/v2/prompt-experiments/${encodeURIComponent(id)}/${word}`, {}, experimentSchema);
        line.terminal.result(ended, `${ended.prompt_name}: ${said}`, options.json);
      });
    parent.addCommand(verb);
  };
}

/** `mbi prompts promote`: what was tried is in use for all. */
export const addPromptsPromote = ending(
  'promote',
  'put what was tried in use for all',
  'what was tried is in use for all.',
);
/** `mbi prompts stop`: back to the version before, also after a promotion. */
export const addPromptsStop = ending(
  'stop',
  'go back to the version before, also after a promotion',
  'back to the version before.',
);
