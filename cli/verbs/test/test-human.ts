import type { CaseResult, CoveragePoint, TestFileResult } from '../../../playbooks/testing/index.ts';
import { coveragePct } from '../../../playbooks/testing/index.ts';
import { renderDiagnostic } from '../validate-human.ts';
import type { TestRun } from './run-tests.ts';

/** Results as a person reads them: each case, each fault with its line, and which ways no test goes. */
export function renderTestsHuman({ files, sources, took_ms }: TestRun): string {
  const blocks = files.map((file) => renderFile(file, (sources.get(file.file) ?? '').split(/\r?\n/)));
  const cases = files.flatMap((file) => file.cases);
  const failed = cases.filter((each) => !each.passed).length;
  const unread = files.filter((file) => file.diagnostics.some((each) => each.severity === 'error')).length;
  const sum = [
    `${cases.length - failed} passed`,
    ...(failed === 0 ? [] : [`${failed} failed`]),
    ...(unread === 0 ? [] : [`${unread} not runnable`]),
    `${files.length} ${files.length === 1 ? 'file' : 'files'}`,
    `${(took_ms / 1000).toFixed(1)} s`,
  ];
  return `${[...blocks, sum.join(', ')].join('\n\n')}.`;
}

function renderFile(file: TestFileResult, lines: readonly string[]): string {
  const findings = file.diagnostics.map((each) => renderDiagnostic(file.file, each, lines));
  const cases = file.cases.map((each) => renderCase(file.file, each));
  return [file.file, ...findings, ...cases, ...(file.cases.length === 0 ? [] : [renderCoverage(file)])].join('\n');
}

function renderCase(file: string, { name, passed, faults, status, path, lasted_seconds }: CaseResult): string {
  if (passed) return `  ok    ${name}`;
  const told = faults.flatMap((fault) => [
    `        ${file}:${fault.line}: ${fault.message}`,
    ...(fault.expected === null ? [] : [`          expected: ${fault.expected}`]),
    ...(fault.actual === null ? [] : [`          actual:   ${fault.actual}`]),
    ...(fault.suggestion ? [`          fix: ${fault.suggestion}`] : []),
  ]);
  const story = `        it went: ${path.join(', ') || 'nowhere'} (${status} after ${lasted_seconds} s)`;
  return [`  FAIL  ${name}`, ...told, story].join('\n');
}

function renderCoverage({ coverage, playbook }: TestFileResult): string {
  const kind = (wanted: CoveragePoint['kind']) => {
    const points = coverage.filter((point) => point.kind === wanted);
    return `${points.filter((point) => point.reached).length}/${points.length}`;
  };
  const missing = coverage.filter((point) => !point.reached && point.excused === null);
  const excused = coverage.filter((point) => point.excused !== null);
  return [
    `  coverage ${coveragePct(coverage)} %: branches ${kind('branch')}, gates ${kind('gate')}`,
    ...missing.map((point) => `    not tested: ${playbook}:${point.line}: ${point.step}: ${point.way}`),
    ...excused.map(
      (point) => `    untestable: ${playbook}:${point.line}: ${point.step}: ${point.way}: ${point.excused}`,
    ),
  ].join('\n');
}
