import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { renderHuman } from '../../../cli/verbs/validate-human.ts';
import type { Diagnostic } from '../../../contracts/diagnostic.ts';
import { compilePlaybook } from '../../../playbooks/compiler/index.ts';
import { testDefinitions } from '../definitions.ts';
import { groupsIn } from '../groups-in.ts';

/** A broken playbook with what the compiler finds. */
export function findingsOfFile(name: string) {
  const file = `${name}.yaml`;
  const source = readFileSync(join(import.meta.dirname, '../broken', file), 'utf8');
  const { diagnostics } = compilePlaybook(source, { file, actions: testDefinitions, groups: groupsIn(source) });
  return { file, source, diagnostics };
}

/** What `mbi validate` prints about them. */
export function shownToPeople(file: string, source: string, diagnostics: Diagnostic[]): string {
  const valid = diagnostics.every((each) => each.severity === 'warning');
  return renderHuman({
    report: { files: [{ file, valid, digest: null, diagnostics }] },
    sources: new Map([[file, source]]),
    exitCode: valid ? 0 : 1,
    unreadable: [],
  });
}
