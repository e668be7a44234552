import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { ActionDefinition } from '../../../contracts/action.ts';
import { runTestFile, type TestFileResult, type TestRunParts } from '../../../playbooks/testing/index.ts';

/** Results with the sources of the test files, so that lines can be shown. */
export type TestRun = {
  readonly files: readonly TestFileResult[];
  readonly sources: ReadonlyMap<string, string>;
  readonly took_ms: number;
};

/** Reads and runs test files, one after the other. Throws when a test file itself cannot be read. */
export async function runTests(
  files: readonly string[],
  parts: { readonly actions: readonly ActionDefinition[]; readonly filter: string | null } & Pick<
    TestRunParts,
    'stage'
  >,
): Promise<TestRun> {
  const begun = performance.now();
  const sources = new Map<string, string>();
  const results: TestFileResult[] = [];
  for (const file of files) {
    const source = readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
    sources.set(file, source);
    results.push(await runTestFile(file, source, { ...parts, ...playbooksBeside(file) }));
  }
  return { files: results, sources, took_ms: performance.now() - begun };
}

function playbooksBeside(test_file: string): Pick<TestRunParts, 'readPlaybook' | 'siblings'> {
  const folder = dirname(test_file);
  const read = (file: string) => {
    try {
      return { file, source: readFileSync(file, 'utf8') };
    } catch {
      return null;
    }
  };
  return {
    readPlaybook: (name) => read(join(folder, name)),
    siblings: () =>
      readdirSync(folder)
        .filter((name) => name.endsWith('.yaml') && !name.endsWith('.test.yaml'))
        .map((name) => read(join(folder, name)))
        .filter((each) => each !== null),
  };
}

/** Whether everything is well: no finding, no failed case, and as much covered as was asked for. */
export function isGood(
  { files }: TestRun,
  min_coverage_pct: number,
  coverageOf: (file: TestFileResult) => number,
): boolean {
  return files.every(
    (file) =>
      file.diagnostics.every((each) => each.severity === 'warning') &&
      file.cases.every((each) => each.passed) &&
      coverageOf(file) >= min_coverage_pct,
  );
}
