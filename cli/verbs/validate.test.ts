import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { validationReportSchema } from '../../contracts/diagnostic.ts';
import { testDefinitions } from '../../tests/playbooks/definitions.ts';
import { validateFiles } from './validate.ts';
import { renderHuman } from './validate-human.ts';

const good = 'id: good_v1\nname: Good\nsteps: [{ id: done, stop: completed }]\n';
const text = (source: string) => async () => new TextEncoder().encode(source);
const validate = (paths: readonly string[], stdin = '') =>
  validateFiles(paths, { actions: testDefinitions, readStdin: text(stdin) });

describe('validating files', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'mbi-validate-'));
    await writeFile(join(folder, 'good.yaml'), good);
    await writeFile(join(folder, 'bad.yaml'), good.replace('name: Good', 'nmae: Good'));
    await writeFile(join(folder, 'ratio.yaml'), `${good}guardrails: { max_bid_change_pct: 0.1 }\n`);
    await writeFile(join(folder, 'latin.yaml'), Buffer.from([0x69, 0x64, 0x3a, 0x20, 0x61, 0x0a, 0x6e, 0xe4]));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('exits 0 for good files, with the digest, and with warnings too', async () => {
    const validation = await validate([join(folder, 'good.yaml'), join(folder, 'ratio.yaml')]);
    expect(validation.exitCode).toBe(0);
    expect(validationReportSchema.parse(validation.report)).toMatchObject({
      files: [
        { valid: true, digest: expect.stringMatching(/^[0-9a-f]{64}$/), diagnostics: [] },
        { valid: true, diagnostics: [{ code: 'PLAYBOOK_GUARDRAIL_UNIT', severity: 'warning', suggestion: '10' }] },
      ],
    });
  });

  it('exits 1 when a file has findings, 2 when none was named, 3 when one cannot be read', async () => {
    expect((await validate([join(folder, 'bad.yaml')])).exitCode).toBe(1);
    expect((await validate([])).exitCode).toBe(2);
    const missing = await validate([join(folder, 'missing.yaml'), join(folder, 'bad.yaml')]);
    expect(missing.exitCode).toBe(3);
    expect(missing.report.files).toHaveLength(1);
    expect(renderHuman(missing)).toContain('missing.yaml: cannot be read');
  });

  it('reads standard input for -', async () => {
    const { report } = await validate(['-'], good);
    expect(report.files).toMatchObject([{ file: '<stdin>', valid: true }]);
  });

  it('refuses bytes that are not UTF-8, with their place', async () => {
    const { report, exitCode } = await validate([join(folder, 'latin.yaml')]);
    expect(exitCode).toBe(1);
    expect(report.files[0]?.diagnostics[0]).toMatchObject({ code: 'PLAYBOOK_NOT_TEXT', line: 2, column: 2 });
  });

  it('shows the line with a caret, what was expected and what was meant, and counts at the end', async () => {
    const shown = renderHuman(await validate(['-'], good.replace('name: Good', 'nmae: Good')));
    expect(shown).toContain(
      [
        '<stdin>:2:1: error: A playbook has no key `nmae`. [PLAYBOOK_KEY_UNKNOWN]',
        '  2 | nmae: Good',
        '    | ^~~~',
      ].join('\n'),
    );
    expect(shown).toContain('  did you mean: name\n  see: docs/errors/PLAYBOOK_KEY_UNKNOWN.md');
    expect(shown).toMatch(/1 file, 2 errors, 0 warnings\.\n$/);
  });

  it('keeps the caret under its place on a very long line', async () => {
    const long = `${good}description: ${'x'.repeat(300)}\nlabels: { ${'a'.repeat(200)}: b, c: [] }\n`;
    const lines = renderHuman(await validate(['-'], long)).split('\n');
    const at = lines.findIndex((line) => line.includes('^'));
    expect(lines[at]?.indexOf('^')).toBe(lines[at - 1]?.indexOf('[] }'));
  });
});
