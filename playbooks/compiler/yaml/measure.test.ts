import { describe, expect, it } from 'vitest';
import { createReport } from '../report.ts';
import { fileLimits, measure } from './measure.ts';
import { readYaml } from './read-yaml.ts';

function measured(source: string) {
  const report = createReport(source);
  const may = measure(source, report) !== null;
  return { may, told: report.diagnostics().map(({ code, line, message }) => `${code} ${line} ${message}`) };
}
const good = { may: true, told: [] };

describe('a text is measured before anything is built from it', () => {
  it('flow brackets may stand 32 deep', () => {
    const nested = (depth: number) => `a: ${'['.repeat(depth)}${']'.repeat(depth)}\n`;
    expect(measured(nested(fileLimits.depth))).toEqual(good);
    expect(measured(nested(fileLimits.depth + 1))).toEqual({
      may: false,
      told: ['PLAYBOOK_YAML_LIMIT 1 The YAML is nested too deeply.'],
    });
    // Brackets that are closed again count no more.
    expect(measured(`a: [${'[], '.repeat(100)}]\n`)).toEqual(good);
    expect(measured(`a: [${'{}, '.repeat(100)}]\n`)).toEqual(good);
  });

  it('a line may be indented by 200 spaces', () => {
    const indented = (spaces: number) => `a: |\n${' '.repeat(spaces)}x\n`;
    expect(measured(indented(fileLimits.indentation))).toEqual(good);
    // What is blank nests nothing.
    expect(measured(`${' '.repeat(900)}\na: 1\n`)).toEqual(good);
    expect(measured(indented(fileLimits.indentation + 1))).toEqual({
      may: false,
      told: ['PLAYBOOK_YAML_LIMIT 2 The YAML is nested too deeply.'],
    });
  });

  it('gives the lexemes that it counted, so that the text is taken apart once', () => {
    expect(measure('a: 1\n', createReport('a: 1\n'))).toEqual(expect.arrayContaining(['a', ':', '1']));
  });

  it('dashes on one line nest without indentation, and start anew on the next', () => {
    expect(measured(`${'- '.repeat(fileLimits.depth)}x\n`)).toEqual(good);
    expect(measured(`${'- '.repeat(fileLimits.depth + 1)}x\n`).may).toBe(false);
    expect(measured('- x\n'.repeat(100))).toEqual(good);
  });

  it('brackets inside a text are text', () => {
    expect(measured(`a: '${'['.repeat(500)}'\n`)).toEqual(good);
    expect(measured(`# ${'['.repeat(500)}\na: 1\n`)).toEqual(good);
  });

  it('indentation nests too, and is told where it goes too far', () => {
    const blocks = (depth: number) =>
      Array.from({ length: depth }, (_, at) => `${'  '.repeat(at)}k:`)
        .join('\n')
        .concat(' 1\n');
    const report = createReport(blocks(fileLimits.depth + 5));
    readYaml(blocks(fileLimits.depth + 5), report);
    expect(report.diagnostics()).toMatchObject([
      { code: 'PLAYBOOK_YAML_LIMIT', message: 'The YAML is nested too deeply.' },
    ]);
    const fine = createReport(blocks(fileLimits.depth));
    readYaml(blocks(fileLimits.depth), fine);
    expect(fine.diagnostics()).toEqual([]);
  });

  it('the line of what goes too far is told', () => {
    const aliases = `a: &x 1\nb:\n${'  - *x\n'.repeat(11)}`;
    expect(measured(aliases)).toEqual({ may: false, told: ['PLAYBOOK_YAML_LIMIT 13 The YAML uses too many aliases.'] });
    expect(measured(`${'- 1\n'.repeat(2_600)}`)).toMatchObject({
      may: false,
      told: [expect.stringMatching(/^PLAYBOOK_YAML_LIMIT 1\d\d\d The YAML has too many values\.$/)],
    });
  });

  it('an alias that stands for much counts with everything in it', () => {
    const many = `a: &x [${'1,'.repeat(900)}1]\nb: [${'*x,'.repeat(9)}*x]\n`;
    const report = createReport(many);
    readYaml(many, report);
    expect(report.diagnostics()).toMatchObject([{ code: 'PLAYBOOK_YAML_LIMIT' }]);
  });

  it('128 KB are measured in bytes, wherever the letters are from', () => {
    expect(measured('x'.repeat(fileLimits.bytes))).toEqual(good);
    expect(measured('x'.repeat(fileLimits.bytes + 1)).told).toEqual([
      'PLAYBOOK_TOO_LARGE 1 The playbook is larger than 128 KB.',
    ]);
    expect(measured('日'.repeat(Math.floor(fileLimits.bytes / 3)))).toEqual(good);
    expect(measured('日'.repeat(Math.floor(fileLimits.bytes / 3) + 1)).may).toBe(false);
    expect(measured('😀'.repeat(fileLimits.bytes / 4))).toEqual(good);
  });
});
