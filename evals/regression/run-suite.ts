import type { CampaignContext } from '../../contracts/reasoning/campaign-context.ts';
import type { WorkflowType } from '../../contracts/recommendation.ts';
import { loadGolden } from '../golden/load-golden.ts';
import { type Asserted, type AssertionHelp, assertOutput } from './assertions.ts';
import { type RegressionCase, regressionCases } from './cases.ts';

/** Who answers: a provider with its model, or the rules. */
export type Provider = {
  /** Such as `openai:gpt-4o`, or `rules`. */
  readonly name: string;
  /** Runs the chain down to the recommendation with a version of the prompts, and gives the output as text. */
  readonly complete: (context: CampaignContext, prompt_version: string) => Promise<Completed>;
};

/** What a provider gave for a context or why it gave nothing, and what its models cost. */
export type Completed = ({ readonly output: string } | { readonly fault: string }) & { readonly cost_usd: number };

/** How one cell of the matrix went. It passes when no assertion failed and at least one was checked. */
export type SuiteResult = {
  readonly provider: string;
  readonly prompt_version: string;
  readonly name: string;
  readonly example_id: string;
  readonly expected_workflow: WorkflowType;
  readonly passed: boolean;
  readonly assertions: readonly Asserted[];
  /** What was asserted on; null when no answer came. */
  readonly output: string | null;
  readonly cost_usd: number;
  readonly latency_ms: number;
};

/** What is run: all of the matrix, or the cases whose name has a text in it. */
export type SuiteSettings = {
  readonly providers: readonly Provider[];
  readonly prompt_versions: readonly string[];
  readonly help: AssertionHelp;
  readonly filter?: string;
  readonly cases?: readonly RegressionCase[];
  readonly monotonicMs?: () => number;
  /** Told of each cell as it is done. */
  readonly onCell?: (cell: SuiteResult) => void;
};

/** Runs prompt versions × providers × cases. A provider that throws fails its cell with the error as the reason. */
export async function runSuite(settings: SuiteSettings): Promise<readonly SuiteResult[]> {
  const { providers, prompt_versions, filter = '', cases = regressionCases } = settings;
  const golden = new Map(loadGolden().map(({ example }) => [example.example_id, example.context]));
  const results: SuiteResult[] = [];
  for (const each of cases.filter(({ name }) => name.includes(filter))) {
    const context = golden.get(each.example_id);
    if (context === undefined) throw new Error(`There is no golden case ${each.example_id}.`);
    for (const provider of providers)
      for (const prompt_version of prompt_versions) {
        const found = await checked(each, provider, context, prompt_version, settings);
        const { assertions } = found;
        const passed = assertions.every(({ score }) => score !== 0) && assertions.some(({ score }) => score === 1);
        const { name, example_id, expected_workflow } = each;
        const cell = { provider: provider.name, prompt_version, name, example_id, expected_workflow };
        const result = { ...cell, ...found, passed };
        results.push(result);
        settings.onCell?.(result);
      }
  }
  return results;
}

async function checked(
  { assertions, expected_workflow }: RegressionCase,
  provider: Provider,
  context: CampaignContext,
  prompt_version: string,
  { help, monotonicMs = () => performance.now() }: SuiteSettings,
): Promise<Pick<SuiteResult, 'assertions' | 'output' | 'cost_usd' | 'latency_ms'>> {
  const begun = monotonicMs();
  const waited = () => Math.round(monotonicMs() - begun);
  try {
    const completed = await provider.complete(context, prompt_version);
    const latency_ms = waited();
    if ('fault' in completed) return failed(completed.fault, completed.cost_usd);
    const { output, cost_usd } = completed;
    const found: Asserted[] = [];
    for (const assertion of assertions) found.push(await assertOutput(output, assertion, expected_workflow, help));
    const judged_usd = found.reduce((sum, each) => sum + (each.cost_usd ?? 0), 0);
    return { assertions: found, output, cost_usd: cost_usd + judged_usd, latency_ms };
  } catch (error) {
    return failed(error instanceof Error ? error.message : 'It failed.', 0);
  }

  function failed(reason: string, cost_usd: number) {
    const none = assertions.map(({ type }) => ({ type, score: 0, reason }));
    return { assertions: none, output: null, cost_usd, latency_ms: waited() };
  }
}

/** The share of passed cells per prompt version: what two versions are compared by. Null without a cell of it. */
export function scoreOf(results: readonly SuiteResult[], prompt_version: string): number | null {
  const of = results.filter((each) => each.prompt_version === prompt_version);
  return of.length === 0 ? null : of.filter((each) => each.passed).length / of.length;
}
