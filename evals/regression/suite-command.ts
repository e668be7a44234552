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

/** Runs models × versions × cases, with the rules beside them, and says which version is to be kept. */
export async function suiteCommand(wish: SuiteWish, asking: Omit<Asking, 'model'> | null): Promise<SuiteOutcome> {
  const help = openAssertionHelp(asking);
  try {
    const providers = [
      rulesProvider,
      ...(asking === null ? [] : wish.models.map((model) => councilProvider({ ...asking, model }))),
    ];
    const prompt_versions = wish.prompt_versions.length === 0 ? ['latest'] : wish.prompt_versions;
    const results = await runSuite({ providers, prompt_versions, help, filter: wish.filter });
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
    ...results.flatMap(({ provider, prompt_version, name, passed, assertions }) => [
      `${passed ? 'pass' : 'FAIL'}  ${provider} ${prompt_version}: ${name}`,
      ...assertions.map(({ type, score, reason }) => `      ${type}: ${score ?? 'not run'} (${reason})`),
    ]),
    ...(keyless
      ? []
      : scores.map(({ prompt_version, score }) => `${prompt_version}: ${percent(score)} of the cells passed`)),
    results.length === 0 ? 'There is no case with this name.' : '',
  ]
    .filter((line) => line !== '')
    .join('\n');
}

const percent = (score: number | null) => (score === null ? 'none' : `${(score * 100).toFixed(1)} %`);
