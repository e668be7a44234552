import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { validationReportSchema } from '../../contracts/diagnostic.ts';
import { testDefinitions } from '../../tests/playbooks/definitions.ts';
import { validateFiles } from './validate.ts';
import { renderGithub } from './validate-github.ts';
import { renderHuman } from './validate-human.ts';
import { playbookFiles } from './validate-paths.ts';
import { renderSarif } from './validate-sarif.ts';
import { createKeeper, watchFiles } from './validate-watch.ts';

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
    await writeFile(
      join(folder, 'ratio.yaml'),
      `${good.replace('good_v1', 'ratio_v1')}guardrails: { max_bid_change_pct: 0.1 }\n`,
    );
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
    expect(shown).toMatch(/1 file, 1 error, 0 warnings\.\n$/);
  });

  it('keeps the caret under its place on a very long line', async () => {
    const long = `${good}description: ${'x'.repeat(300)}\nlabels: { ${'a'.repeat(200)}: b, c: [] }\n`;
    const lines = renderHuman(await validate(['-'], long)).split('\n');
    const at = lines.findIndex((line) => line.includes('^'));
    expect(lines[at]?.indexOf('^')).toBe(lines[at - 1]?.indexOf('[] }'));
  });
});

describe('formats for machines', () => {
  const broken = good.replace('name: Good', "nmae: 'G: 100 %, or'");

  it('SARIF 2.1.0 has each finding with its rule and its place', async () => {
    const log = JSON.parse(renderSarif(await validate(['-'], broken)));
    expect(log).toMatchObject({ version: '2.1.0', runs: [{ columnKind: 'utf16CodeUnits' }] });
    const [run] = log.runs;
    expect(run.results).toHaveLength(1);
    const [result] = run.results;
    expect(run.tool.driver.rules[result.ruleIndex]).toMatchObject({
      id: 'PLAYBOOK_KEY_UNKNOWN',
      shortDescription: { text: expect.any(String) },
      help: { text: expect.stringContaining('docs/errors/PLAYBOOK_KEY_UNKNOWN.md') },
    });
    expect(result).toMatchObject({
      ruleId: 'PLAYBOOK_KEY_UNKNOWN',
      level: 'error',
      message: { text: expect.stringMatching(/no key `nmae`.*Suggestion: name/) },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: '%3Cstdin%3E' },
            region: { startLine: 2, startColumn: 1, endLine: 2, endColumn: 5 },
          },
        },
      ],
    });
    expect(run.invocations).toEqual([{ executionSuccessful: true, toolExecutionNotifications: [] }]);
  });

  it('a file that cannot be read is told in both', async () => {
    const validation = await validate(['/none/a:b.yaml']);
    expect(JSON.parse(renderSarif(validation)).runs[0].invocations[0]).toMatchObject({ executionSuccessful: false });
    expect(renderGithub(validation)).toMatch(/^::error file=\/none\/a%3Ab.yaml::/);
  });

  it('GitHub gets one annotation each, on one line, whatever is in the text', async () => {
    expect(renderGithub(await validate(['-'], broken))).toMatch(
      /^::error file=<stdin>,line=2,col=1,endLine=2,endColumn=5,title=PLAYBOOK_KEY_UNKNOWN::A playbook has no key `nmae`\.%0Aexpected: [^\n]*%0Asuggestion: name%0Asee docs\/errors\/PLAYBOOK_KEY_UNKNOWN.md$/,
    );
    expect(renderGithub(await validate(['-'], good))).toBe('');
  });
});

describe('a folder', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'mbi-folder-'));
    const child = (id: string, other: string) => `id: ${id}\nname: A\nsteps: [{ id: run, playbook: ${other} }]\n`;
    await writeFile(join(folder, 'a.yaml'), child('a_v1', 'b_v1'));
    await writeFile(join(folder, 'b.yaml'), child('b_v1', 'a_v1'));
    await writeFile(join(folder, 'c.yaml'), child('c_v1', 'nothing_v1'));
    await writeFile(join(folder, 'a.test.yaml'), 'cases: []\n');
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('is every playbook in it, once, without tests', async () => {
    const names = ['a', 'b', 'c'].map((name) => join(folder, `${name}.yaml`));
    expect(await playbookFiles([folder, names[0] ?? ''])).toEqual({ files: names, whole: true });
    expect(await playbookFiles([names[0] ?? '', '-'])).toEqual({ files: [names[0], '-'], whole: false });
  });

  it('is checked as a whole: cycles, and playbooks that do not exist', async () => {
    const { files } = await playbookFiles([folder]);
    const deps = { actions: testDefinitions, readStdin: text('') };
    const codes = async (whole: boolean, paths: readonly string[]) =>
      (await validateFiles(paths, { ...deps, whole })).report.files.map((each) =>
        each.diagnostics.map(({ code }) => code),
      );
    expect(await codes(true, files)).toEqual([['PLAYBOOK_CYCLE'], ['PLAYBOOK_CYCLE'], ['PLAYBOOK_CHILD_UNKNOWN']]);
    // One file alone: what it names may be elsewhere.
    expect(await codes(false, files.slice(2))).toEqual([[]]);
  });
});

describe('watching', () => {
  let folder = '';
  let file = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'mbi-watch-'));
    file = join(folder, 'a.yaml');
  });
  afterAll(() => rm(folder, { recursive: true }));
  const capped = (cap: number) => `${good}guardrails: { max_budget_change_pct: ${cap} }\n`;

  it('a bad save keeps the last good version, with which the next good one is compared', async () => {
    const keeper = createKeeper(testDefinitions);
    const save = async (source: string) => {
      await writeFile(file, source);
      return keeper.read(file);
    };
    expect(await save('id: [')).toContain('does not compile; there is no good version yet.');
    expect(await save(capped(20))).toBe(`${file}: ok`);
    expect(await keeper.read(file)).toBeNull();
    expect(await save(capped(20).replace('name', 'nmae'))).toMatch(/the last good version is kept\.\n.*:2:1: /);
    expect(await save(capped(25))).toBe(`${file}: ok, changed:\n  ! cap of a budget change 20 % → 25 %`);
    expect(await save(`# words\n${capped(25)}`)).toBe(`${file}: ok, does the same as before`);
    expect(await keeper.read(join(folder, 'none.yaml'))).toBeNull();
  });

  it('looks again after each save until it is ended', async () => {
    await writeFile(file, capped(20));
    const end = new AbortController();
    const notes: string[] = [];
    const terminal = {
      result: () => undefined,
      note: (said: string) => {
        notes.push(said);
        // The first word comes when everything is watched: each save is made in answer to the one before.
        if (notes.length === 1) void writeFile(file, capped(30));
        else end.abort();
      },
    };
    await watchFiles([file], { actions: testDefinitions, terminal, signal: end.signal });
    expect(notes).toEqual([`${file}: ok`, `${file}: ok, changed:\n  ! cap of a budget change 20 % → 30 %`]);
  });
});
