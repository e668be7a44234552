import { coveragePct, type TestFileResult } from '../../../playbooks/testing/index.ts';
import { type AddVerb, type CommandLine, type CommonOptions, command } from '../../command-line.ts';
import { CommandFailure, exitCodes } from '../../exit.ts';
import { findTestFiles } from './find-test-files.ts';
import { isGood, runTests, type TestRun } from './run-tests.ts';
import { renderTestsHuman } from './test-human.ts';
import { renderTestsJunit } from './test-junit.ts';
import { watchTests } from './watch-tests.ts';

type TestOptions = CommonOptions & {
  readonly watch: boolean;
  readonly filter?: string;
  readonly reporter: string;
  readonly minCoverage: string;
};

/** `mbi test [PATH…]`: runs playbook tests, waits skipped. Exit codes: 0 all well, 1 something is not, 2 nothing to run. */
export const addTest: AddVerb = (parent, line) => {
  const verb = command('test', 'run playbook tests: actions mocked, people played, waits skipped')
    .argument('[paths...]', '*.test.yaml files, or folders with them (default: playbooks)')
    .option('--watch', 'run again after every save; a bad save shows what is wrong and keeps watching', false)
    .option('--filter <text>', 'only cases whose name has this in it')
    .option('--reporter <name>', 'human or junit', 'human')
    .option('--min-coverage <percent>', 'fail when fewer branches and gates are tested', '0')
    .addHelpText('after', examples)
    .action(async (paths: string[], options: TestOptions) => {
      const files = filesIn(paths.length === 0 ? ['playbooks'] : paths);
      const { openStage } = await import('../../../worker/stage/stage.ts');
      const stage = await openStage();
      const parts = { actions: line.actions, filter: options.filter ?? null, stage };
      try {
        if (!options.watch) {
          tell(await runTests(files, parts), options, line);
          return;
        }
        const stopping = new AbortController();
        process.once('SIGINT', () => stopping.abort());
        await watchTests(files, async () => tell(await runTests(files, parts), options, line), stopping);
      } finally {
        await stage.close();
      }
    });
  parent.addCommand(verb);
};

const examples = `
Examples:
  mbi test                                     every test of playbooks/
  mbi test playbooks/campaign-health.test.yaml --watch
  mbi test --filter "rejected" --json
  mbi test --reporter junit --min-coverage 90  for CI`;

function filesIn(paths: readonly string[]): readonly string[] {
  try {
    const files = findTestFiles(paths);
    if (files.length > 0) return files;
  } catch (error) {
    throw new CommandFailure(error instanceof Error ? error.message : 'The path cannot be read.', exitCodes.usage);
  }
  throw new CommandFailure(`There is no *.test.yaml in ${paths.join(', ')}.`, exitCodes.usage);
}

function tell(run: TestRun, options: TestOptions, line: CommandLine): void {
  const coverage = (file: TestFileResult) => (options.filter === undefined ? coveragePct(file.coverage) : 100);
  const minimum = Number(options.minCoverage);
  if (!Number.isFinite(minimum)) throw new CommandFailure('--min-coverage takes a number.', exitCodes.usage);
  const files = run.files.map((file) => ({ ...file, coverage_pct: coveragePct(file.coverage) }));
  const text = options.reporter === 'junit' ? renderTestsJunit(run) : renderTestsHuman(run);
  line.terminal.result({ files }, text, options.json);
  for (const file of run.files) {
    if (file.cases.length > 0 && coverage(file) < minimum) {
      line.terminal.note(`${file.file}: ${coverage(file)} % covered, ${minimum} % wanted.`);
    }
  }
  line.exit(isGood(run, minimum, coverage) ? exitCodes.ok : exitCodes.findings);
}
