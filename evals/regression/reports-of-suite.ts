import { z } from 'zod';
import { createPromptRegistry } from '../../activities/llm/prompts/index.ts';
import type { EvaluationReport, EvaluationResult } from '../../contracts/evaluation-run.ts';
import { workflowTypeSchema } from '../../contracts/recommendation.ts';
import type { EvaluatedPart } from '../run/evaluate-all.ts';
import { metricsOf } from '../run/run-evaluation.ts';
import { rulesProvider } from './providers.ts';
import type { SuiteResult } from './run-suite.ts';

/** The version of the suite’s cases; equal versions have equal cases. */
const suiteVersion = 'regression-1';
/** The prompt whose versions the suite tries. */
const tried = 'signal_analysis';

/** What a run tells of an output; whatever is missing or of another shape stands as the cautious answer. */
const outputSchema = z.object({
  recommended_workflow: workflowTypeSchema.catch('Continue Monitoring'),
  root_cause: z.string().catch('none that is told'),
  specific_action: z.string().catch(''),
  confidence: z.number().min(0).max(1).catch(0),
});

/**
 * The matrix as evaluation runs, one for each provider and version, so that it is kept and shown beside the others. `filter`
 * is the part of the cases that was run. The rules know no prompt: their runs are named after the suite, so that they are
 * neither shown as a trial of a prompt nor taken for the run before of all golden cases. Nothing without results.
 */
export function reportsOfSuite(results: readonly SuiteResult[], filter: string): readonly EvaluatedPart[] {
  const columns = Map.groupBy(results, ({ provider, prompt_version }) => JSON.stringify([provider, prompt_version]));
  return [...columns.values()].flatMap((cells) => {
    const [first] = cells;
    if (first === undefined) return [];
    const { provider, prompt_version } = first;
    return [{ part: `${provider} ${prompt_version}`, report: reportOf(cells, first, filter) }];
  });
}

function reportOf(
  cells: readonly SuiteResult[],
  { provider, prompt_version }: SuiteResult,
  filter: string,
): EvaluationReport {
  const byRules = provider === rulesProvider.name;
  const results = cells.map(resultOf);
  const cost_usd = cells.reduce((sum, each) => sum + each.cost_usd, 0);
  const answered_by = byRules ? 'rules (no model)' : `model: ${provider}`;
  return {
    ...{ run_type: 'golden_set', model_version: provider.slice(0, 50), results },
    dataset_version: (filter === '' ? suiteVersion : `${suiteVersion}/${filter}`).slice(0, 50),
    prompt_version: byRules ? suiteVersion : `${tried}:${keyOf(prompt_version)}`.slice(0, 50),
    // Assertions have no calibration to be held to, and two cases carry no gate.
    metrics: { ...metricsOf(results, { run_type: 'golden_set', answered_by, seed: null, cost_usd }), gates: [] },
  };
}

/** `latest` moves with a release; what is kept names the version that it stood for. */
function keyOf(prompt_version: string): string {
  const registry = createPromptRegistry();
  const known = registry.listVersions(tried).map(({ key, version }) => ({ key, names: [key, version] }));
  const wanted = prompt_version === 'latest' ? registry.latestOf(tried) : prompt_version;
  return known.find(({ names }) => names.includes(wanted))?.key ?? wanted;
}

/** A cell as a case of a run. What did not hold is told instead of the action, as a reader looks for that first. */
function resultOf(cell: SuiteResult): EvaluationResult {
  const { example_id, name, passed, expected_workflow, assertions, latency_ms } = cell;
  const said = outputSchema.safeParse(told(cell.output)).data ?? outputSchema.parse({});
  const failed = assertions.filter(({ score }) => score === 0).map(({ type, reason }) => `${type}: ${reason}`);
  const right = assertions.some(({ type, score }) => type === 'workflow-match' && score === 1);
  return {
    ...{ example_id, kind: name, passed },
    expected: { workflow: expected_workflow, causes: [], best_action: null, best_value: null },
    actual: {
      ...{ workflow: said.recommended_workflow, cause: said.root_cause, confidence: said.confidence, value: null },
      action: failed.length === 0 ? said.specific_action : `failed ${failed.join('; ')}`,
    },
    scores: {
      ...{ cause_right: right, abstained: said.recommended_workflow === 'Continue Monitoring' },
      ...{ abstention_is_right: expected_workflow === 'Continue Monitoring', regret: null, best: null },
      ...{ latency_ms, critical: false, judge: null },
    },
  };
}

function told(output: string | null): unknown {
  try {
    return JSON.parse(output ?? '');
  } catch {
    return null;
  }
}
