import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { validateFiles } from '../../cli/verbs/validate.ts';
import { renderHuman } from '../../cli/verbs/validate-human.ts';
import { validationReportSchema } from '../../contracts/diagnostic.ts';
import { isErrorCode } from '../../contracts/errors/index.ts';
import { compilePlaybook } from '../../playbooks/compiler/index.ts';
import { testDefinitions } from './definitions.ts';
import { groupsIn } from './groups-in.ts';

const folder = join(import.meta.dirname, 'broken');
const files = readdirSync(folder).sort();

/** Each file says in comments what must be found: `# expect: CODE line:column suggestion`. */
function expectations(source: string) {
  return [...source.matchAll(/# expect: (\S+) (\d+):(\d+)(?: ([^\r\n]+))?/g)].map(
    ([, code, line, column, suggestion]) => ({
      code,
      line: Number(line),
      column: Number(column),
      suggestion,
    }),
  );
}

describe('a broken playbook', () => {
  for (const file of files) {
    it(`${file}: every mistake at its place, and nothing else`, () => {
      const source = readFileSync(join(folder, file), 'utf8');
      const wanted = expectations(source);
      const options = { file, actions: testDefinitions, groups: groupsIn(source) };
      const { plan, digest, diagnostics } = compilePlaybook(source, options);
      expect(wanted.length).toBeGreaterThan(0);
      expect(
        diagnostics.map(({ code, line, column, suggestion }, at) => ({
          code,
          line,
          column,
          // A file that names no suggestion does not fix its wording.
          suggestion: wanted[at]?.suggestion === undefined ? undefined : suggestion,
        })),
      ).toEqual(wanted);
      expect(plan === null, 'errors leave no plan, warnings do').toBe(
        diagnostics.some((each) => each.severity === 'error'),
      );
      expect(digest === null).toBe(plan === null);
      for (const each of diagnostics) expect(isErrorCode(each.code), each.code).toBe(true);
    });
  }

  it('all files go through `validate` in one run, with exit code 1 and a report of the published shape', async () => {
    const validation = await validateFiles(
      files.map((file) => join(folder, file)),
      { actions: testDefinitions, readStdin: async () => new Uint8Array() },
    );
    expect(validation.exitCode).toBe(1);
    expect(validationReportSchema.parse(validation.report).files).toHaveLength(files.length);
    const text = renderHuman(validation);
    expect(text).toContain(
      '04-misspelt-agent.yaml:6:12: error: There is no agent HealtAgent. [PLAYBOOK_AGENT_UNKNOWN]',
    );
    expect(text).toContain('  6 |     agent: HealtAgent\n    |            ^~~~~~~~~~\n  expected: HealthAgent');
    expect(text).toContain('  did you mean: HealthAgent\n  see: docs/errors/PLAYBOOK_AGENT_UNKNOWN.md');
  });
});
