import type { Asking } from '../prompts/ask-chain.ts';
import { openAssertionHelp } from './help.ts';
import { councilProvider, rulesProvider } from './providers.ts';
import { runSuite, type SuiteResult, scoreOf } from './run-suite.ts';

/** What of the matrix is run. Without models the rules answer, to whom every version of a prompt is alike. */
export type SuiteWish = {
  readonly filter: string;
  readonly prompt_versions: readonly string[];
  readonly models: readonly string[];
};

/** What came of it, as text for a terminal and as figures. */
export type SuiteOutcome = {
  readonly results: readonly SuiteResult[];
  /** The share of passed cells of each version, in the order in which they were asked for. */
  readonly scores: readonly { readonly prompt_version: string; readonly score: number | null }[];
  readonly text: string;
  readonly passed: boolean;
};

/** Runs models × versions × cases, with the rules beside them; each cell is said as it is done, and all of it at the end. */
export async function suiteCommand(
  wish: SuiteWish,
  asking: Omit<Asking, 'model'> | null,
  say: (line: string) => void = () => undefined,
): Promise<SuiteOutcome> {
  const help = openAssertionHelp(asking);
  try {
    const providers = [
      rulesProvider,
      ...(asking === null ? [] : wish.models.map((model) => councilProvider({ ...asking, model }))),
    ];
    const prompt_versions = wish.prompt_versions.length === 0 ? ['latest'] : wish.prompt_versions;
    const onCell = (cell: SuiteResult) =>
      say(`${headOf(cell)} (${(cell.latency_ms / 1_000).toFixed(1)} s, $${cell.cost_usd.toFixed(4)})`);
    const results = await runSuite({ providers, prompt_versions, help, filter: wish.filter, onCell });
    const asked = results.filter(({ provider }) => provider !== rulesProvider.name);
    const scores = prompt_versions.map((prompt_version) => ({ prompt_version, score: scoreOf(asked, prompt_version) }));
    const passed = results.length > 0 && results.every((each) => each.passed);
    return { results, scores, passed, text: wordsOf(results, scores, asking === null) };
  } finally {
    await help.close();
  }
}

function wordsOf(results: readonly SuiteResult[], scores: SuiteOutcome['scores'], keyless: boolean): string {
  return [
    keyless ? 'Answered by the rules: no model has a key, so rubrics are not run and versions are alike.' : '',
    ...results.flatMap((cell) => [
      headOf(cell),
      ...cell.assertions.map(({ type, score, reason }) => `      ${type}: ${score ?? 'not run'} (${reason})`),
    ]),
    ...(keyless
      ? []
      : [
          ...scores.map(({ prompt_version, score }) => `${prompt_version}: ${percent(score)} of the cells passed`),
          `The models cost $${results.reduce((sum, each) => sum + each.cost_usd, 0).toFixed(4)} in all.`,
        ]),
    results.length === 0 ? 'There is no case with this name.' : '',
  ]
    .filter((line) => line !== '')
    .join('\n');
}

const headOf = ({ passed, provider, prompt_version, name }: SuiteResult) =>
  `${passed ? 'pass' : 'FAIL'}  ${provider} ${prompt_version}: ${name}`;

const percent = (score: number | null) => (score === null ? 'none' : `${(score * 100).toFixed(1)} %`);
