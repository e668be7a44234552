import { expect } from 'vitest';
import type { Plan } from '../../contracts/plan/index.ts';
import { compilePlaybook } from '../../playbooks/compiler/index.ts';
import { testDefinitions } from './definitions.ts';

/** Compiles a playbook that only has the given top-level text and one harmless step. */
export function compileTop(top: string) {
  const source = `id: test_v1\nname: Test\nsteps: [{ id: done, stop: completed }]\n${top}\n`;
  return compilePlaybook(source, { file: 'test.yaml', actions: testDefinitions });
}

/** The findings of such a playbook as `CODE line:column suggestion`; the given text starts on line 4. */
export function findingsOf(top: string): readonly string[] {
  return compileTop(top).diagnostics.map(({ code, line, column, suggestion }) =>
    [code.replace('PLAYBOOK_', ''), `${line}:${column}`, suggestion].filter((part) => part !== null).join(' '),
  );
}

/** The plan of such a playbook, which must compile without a finding. */
export function planOfTop(top: string): Plan {
  const { plan, diagnostics } = compileTop(top);
  expect(diagnostics).toEqual([]);
  if (plan === null) throw new Error('there is no plan');
  return plan;
}
