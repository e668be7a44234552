import { expect } from 'vitest';
import type { Plan, Step } from '../../contracts/plan/index.ts';
import { type CompileOptions, compilePlaybook } from '../../playbooks/compiler/index.ts';
import { testDefinitions } from './definitions.ts';

/** Compiles a playbook that only has the given top-level text and one harmless step. */
export function compileTop(top: string, more: Partial<CompileOptions> = {}) {
  const source = `id: test_v1\nname: Test\nsteps: [{ id: done, stop: completed }]\n${top}\n`;
  return compilePlaybook(source, { file: 'test.yaml', actions: testDefinitions, ...more });
}

/** Compiles a playbook with the given list of steps, which starts on line 4, and perhaps more below it. */
export function compileStepsOf(steps: string, more: Partial<CompileOptions> = {}) {
  const source = `id: test_v1\nname: Test\nsteps:\n${steps}\n`;
  return compilePlaybook(source, { file: 'test.yaml', actions: testDefinitions, ...more });
}

/** The steps of such a playbook, which must compile without a finding. */
export function stepsIn(steps: string, more: Partial<CompileOptions> = {}): readonly Step[] {
  const { plan, diagnostics } = compileStepsOf(steps, more);
  expect(diagnostics).toEqual([]);
  return plan?.steps ?? [];
}

type Found = ReturnType<typeof compileTop>['diagnostics'];

/** Findings in full, one line each: `severity CODE line:column-column message → suggestion`; a place over several lines ends at its line. */
export function told(diagnostics: Found): readonly string[] {
  return diagnostics.map((each) => {
    const { code, severity, line, column, end_line, end_column, message, suggestion } = each;
    const end = end_line === line ? String(end_column) : `${end_line}:${end_column}`;
    const what = `${severity} ${code.replace('PLAYBOOK_', '')} ${line}:${column}-${end} ${message}`;
    return suggestion === null ? what : `${what} → ${suggestion}`;
  });
}

/** Findings as `CODE line:column suggestion`. */
export function said(diagnostics: Found): readonly string[] {
  return diagnostics.map(({ code, line, column, suggestion }) =>
    [code.replace('PLAYBOOK_', ''), `${line}:${column}`, suggestion].filter((part) => part !== null).join(' '),
  );
}

/** The findings of a playbook with this top-level text; it starts on line 4. */
export function findingsOf(top: string, more: Partial<CompileOptions> = {}): readonly string[] {
  return said(compileTop(top, more).diagnostics);
}

/** The codes of the findings of a playbook with these steps, with their line. */
export function codesIn(steps: string, more: Partial<CompileOptions> = {}): readonly string[] {
  return compileStepsOf(steps, more).diagnostics.map(({ code, line }) => `${code.replace('PLAYBOOK_', '')}:${line}`);
}

/** The plan of a playbook with this top-level text, which must compile without a finding. */
export function planOfTop(top: string): Plan {
  const { plan, diagnostics } = compileTop(top);
  expect(diagnostics).toEqual([]);
  if (plan === null) throw new Error('there is no plan');
  return plan;
}
