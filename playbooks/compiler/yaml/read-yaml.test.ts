import { describe, expect, it } from 'vitest';
import { createReport } from '../report.ts';
import { placeInside, type SourceNode } from '../source-node.ts';
import { readYaml } from './read-yaml.ts';

function read(source: string) {
  const report = createReport(source);
  const node = readYaml(source, report);
  return { node, findings: report.diagnostics().map(({ code, line, column }) => `${code} ${line}:${column}`) };
}

function plain(node: SourceNode | null): unknown {
  if (node === null) return null;
  if (node.kind === 'map') return Object.fromEntries(node.entries.map(({ key, value }) => [key, plain(value)]));
  if (node.kind === 'list') return node.items.map(plain);
  return node.kind === 'scalar' ? node.value : 'broken';
}

describe('reading YAML', () => {
  it('reads YAML 1.2: yes and on are texts, 010 is ten, 1e3 a number, empty is null', () => {
    const { node, findings } = read(
      'a: yes\nb: on\nc: 010\nd: 1e3\ne:\nf: ~\ng: "7"\nh: 0x10\ni: 2026-01-01\nj: true\n',
    );
    expect(findings).toEqual([]);
    expect(plain(node)).toEqual({
      a: 'yes',
      b: 'on',
      c: 10,
      d: 1000,
      e: null,
      f: null,
      g: '7',
      h: 16,
      i: '2026-01-01',
      j: true,
    });
  });

  it('reads flow and block, anchors within the limit, comments and Windows lines', () => {
    const { node, findings } = read('a: &x [1, {b: c}] # note\r\nd: *x\r\ne: |\r\n  two\r\n  lines\r\n');
    expect(findings).toEqual([]);
    expect(plain(node)).toEqual({ a: [1, { b: 'c' }], d: [1, { b: 'c' }], e: 'two\nlines\n' });
  });

  it.each([
    ['', ['PLAYBOOK_EMPTY 1:1']],
    ['# only a comment\n', ['PLAYBOOK_EMPTY 1:1']],
    ['a: 1\na: 2\n', ['PLAYBOOK_KEY_DUPLICATE 2:1']],
    ['a:\n\tb: 1\n', ['PLAYBOOK_YAML_TAB 2:1']],
    ['a: "open\n', ['PLAYBOOK_YAML_SYNTAX 1:4']],
    ['a: *nowhere\n', ['PLAYBOOK_YAML_SYNTAX 1:4']],
    ['a: !tag 1\n', ['PLAYBOOK_YAML_TAG 1:4']],
    ['a: {{x}}\n', ['PLAYBOOK_TEMPLATE_UNQUOTED 1:4']],
    ['a: [{{x}}, 1]\n', ['PLAYBOOK_TEMPLATE_UNQUOTED 1:5']],
    ['- {{x}}\n', ['PLAYBOOK_TEMPLATE_UNQUOTED 1:3']],
    ['a: {{x}} and more\n', ['PLAYBOOK_TEMPLATE_UNQUOTED 1:4']],
    ['a: b: c\n', ['PLAYBOOK_YAML_SYNTAX 1:4']],
    ['? [a]\n: 1\n', ['PLAYBOOK_YAML_SYNTAX 1:3']],
    ['a: 1\n---\nb: 1\n', ['PLAYBOOK_YAML_DOCUMENTS 2:1']],
    ['%YAML 1.1\n---\na: 1\n', ['PLAYBOOK_YAML_TAG 1:1']],
    ['<<: {a: 1}\n', ['PLAYBOOK_YAML_TAG 1:1']],
    ['a: .nan\nb: .inf\n', ['PLAYBOOK_VALUE_INVALID 1:4', 'PLAYBOOK_VALUE_INVALID 2:4']],
  ])('%j: %j', (source, wanted) => {
    expect(read(source).findings).toEqual(wanted);
  });

  it('goes on after a mistake, and leaves a broken mark where it was', () => {
    const { node } = read('a: {{x}}\nb: 2\n');
    expect(plain(node)).toEqual({ a: 'broken', b: 2 });
  });

  it('ten aliases are read, eleven are refused before anything is built', () => {
    const aliases = (count: number) => `a: &x 1\nb: [${Array.from({ length: count }, () => '*x').join(', ')}]\n`;
    expect(read(aliases(10)).findings).toEqual([]);
    expect(read(aliases(11))).toEqual({ node: null, findings: [expect.stringMatching(/^PLAYBOOK_YAML_LIMIT 2:/)] });
  });

  it('three thousand values are read, more are refused', () => {
    const values = (count: number) => `a: [${'1,'.repeat(count)}]\n`;
    expect(read(values(2_900)).findings).toEqual([]);
    expect(read(values(3_100)).findings).toEqual([expect.stringMatching(/^PLAYBOOK_YAML_LIMIT/)]);
  });

  it('128 KB are read, one byte more is refused, counted as UTF-8', () => {
    const sized = (bytes: number) => `a: ${'é'.repeat((bytes - 3) / 2)}`;
    expect(read(sized(131_071)).findings).toEqual([]);
    expect(read(sized(131_075)).findings).toEqual(['PLAYBOOK_TOO_LARGE 1:1']);
  });
});

describe('a place inside a scalar', () => {
  const placed = (source: string, offset: number, length: number) => {
    const { node } = read(source);
    const value = node?.kind === 'map' ? node.entries[0]?.value : undefined;
    if (value?.kind !== 'scalar') throw new Error('no scalar');
    const { start, end } = placeInside(value, offset, length);
    return source.slice(start, end);
  };

  it.each([
    ['plain', 'a: one two three\n', 4, 3, 'two'],
    ['quoted', "a: 'one two three'\n", 4, 3, 'two'],
    ['escaped', 'a: "one \\u0041 three"\n', 6, 5, 'three'],
    ['folded', 'a: >\n  one\n  two\n', 4, 3, 'two'],
    ['ambiguous after an escape', 'a: "\\t two two"\n', 2, 3, '"\\t two two"'],
  ])('%s', (_, source, offset, length, part) => {
    expect(placed(source, offset, length)).toBe(part);
  });
});
