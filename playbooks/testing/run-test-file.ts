import type { ActionDefinition } from '../../contracts/action.ts';
import type { Diagnostic } from '../../contracts/diagnostic.ts';
import type { Plan } from '../../contracts/plan/index.ts';
import { compilePlaybook } from '../compiler/index.ts';
import { createReport, type Report } from '../compiler/report.ts';
import { entryOf, type SourceNode } from '../compiler/source-node.ts';
import { readYaml } from '../compiler/yaml/read-yaml.ts';
import { type CoveragePoint, coverageOf } from './coverage.ts';
import { nodeAt } from './json-of-node.ts';
import { playbookNameIn, readTestFile } from './read-test-file.ts';
import { type CaseResult, runCase, type TestStage } from './run-case.ts';
import { createTestContext } from './test-context.ts';
import type { TestFile } from './test-file.ts';

/** What running test files needs. Files are read by the caller: `readPlaybook` gives null for one that is not there. */
export type TestRunParts = {
  readonly actions: readonly ActionDefinition[];
  readonly stage: TestStage;
  /** The text of a playbook named by a test file, and that of every other one beside it. */
  readonly readPlaybook: (name: string) => { readonly file: string; readonly source: string } | null;
  readonly siblings: () => readonly { readonly file: string; readonly source: string }[];
  /** Only cases whose name has this in it. */
  readonly filter: string | null;
};

/** What came of one test file. With diagnostics nothing was run. */
export type TestFileResult = {
  readonly file: string;
  readonly playbook: string | null;
  readonly diagnostics: readonly Diagnostic[];
  readonly cases: readonly CaseResult[];
  readonly coverage: readonly CoveragePoint[];
};

/** Reads a test file, compiles its playbook, plays every case and gathers which ways were gone. Pure but for the stage. */
export async function runTestFile(file: string, source: string, parts: TestRunParts): Promise<TestFileResult> {
  const report = createReport(source);
  const root = readYaml(source, report);
  const compiled = root === null ? null : playbookOf(root, report, parts);
  const context = compiled === null ? null : createTestContext(compiled.plan, parts.actions);
  const read = root === null || context === null ? null : readTestFile(root, context, report);
  const playbook = compiled?.file ?? null;
  if (read === null || context === null || report.hasErrors()) {
    return { file, playbook, diagnostics: report.diagnostics(), cases: [], coverage: [] };
  }
  const { filter } = parts;
  const wanted = read.cases.filter((each) => filter === null || each.name.includes(filter));
  const plans = plansBeside(parts);
  const runs = [];
  for (const test of wanted) {
    const { stage } = parts;
    runs.push(await runCase(test, { plan: context.plan, people: read.people, actions: context.actions, plans, stage }));
  }
  const coverage = coverageOf(
    context.plan,
    runs.map((run) => run.trace),
    read.untestable,
  );
  if (filter === null && root !== null) reportWrongExcuses(read, coverage, report, root);
  return { file, playbook, diagnostics: report.diagnostics(), cases: runs.map((run) => run.result), coverage };
}

/** An excuse for a way that a test went, or that does not exist, hides something: it is an error. */
function reportWrongExcuses(
  read: TestFile,
  coverage: readonly CoveragePoint[],
  report: Report,
  root: SourceNode,
): void {
  const excuses = entryOf(root, 'untestable')?.value;
  for (const [index, { step, way }] of read.untestable.entries()) {
    const point = coverage.find((each) => each.step === step && each.way === way);
    if (point !== undefined && !point.reached) continue;
    const place = (excuses === undefined ? undefined : nodeAt(excuses, [index]))?.place ?? root.place;
    const ways = coverage.filter((each) => each.step === step).map((each) => each.way);
    report.add({
      ...{ code: 'PLAYBOOK_VALUE_INVALID', place, expected: ways.join(', ') },
      message: point === undefined ? `Step ${step} has no way "${way}".` : `A test goes this way: ${step}: ${way}.`,
    });
  }
}

function playbookOf(root: SourceNode, report: Report, parts: TestRunParts): { plan: Plan; file: string } | null {
  const name = playbookNameIn(root);
  const place = entryOf(root, 'playbook')?.value.place ?? { start: 0, end: 1 };
  if (name === null) {
    report.add({
      ...{ code: 'PLAYBOOK_KEY_MISSING', place, message: 'A test file has no `playbook`.' },
      ...{ expected: 'the playbook’s file, from the folder of the test', suggestion: 'playbook: name.yaml' },
    });
    return null;
  }
  const found = parts.readPlaybook(name);
  if (found === null) {
    const message = `There is no file ${name}.`;
    report.add({ code: 'PLAYBOOK_VALUE_INVALID', place, message, expected: 'a file beside the test' });
    return null;
  }
  const { plan, diagnostics } = compilePlaybook(found.source, { file: found.file, actions: parts.actions });
  if (plan !== null) return { plan, file: found.file };
  const [first] = diagnostics.filter((each) => each.severity === 'error');
  report.add({
    code: 'PLAYBOOK_INVALID',
    place,
    message: `${name} does not compile: line ${first?.line ?? 1}: ${first?.message ?? ''}`,
    suggestion: `Run \`mbi validate ${found.file}\`.`,
  });
  return null;
}

/** The playbooks beside the tested one, by id, compiled when they are asked for. */
function plansBeside(parts: TestRunParts): (playbook_id: string) => Plan | null {
  let known: ReadonlyMap<string, Plan> | null = null;
  return (playbook_id) => {
    known ??= new Map(
      parts.siblings().flatMap(({ file, source }): [string, Plan][] => {
        const { plan } = compilePlaybook(source, { file, actions: parts.actions });
        return plan === null ? [] : [[plan.playbook_id, plan]];
      }),
    );
    return known.get(playbook_id) ?? null;
  };
}
