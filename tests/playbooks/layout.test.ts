import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseDocument } from 'yaml';
import { actionCatalog } from '../../activities/catalog.action.ts';
import { compilePlaybook } from '../../playbooks/compiler/index.ts';
import { testDefinitions } from './definitions.ts';
import { groupsIn } from './groups-in.ts';

const files = ['tests/playbooks/valid', 'playbooks'].flatMap((folder) =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.yaml') && !name.endsWith('.test.yaml'))
    .map((name) => join(folder, name)),
);

function compiled(file: string, source: string) {
  const actions = file.startsWith('tests') ? testDefinitions : actionCatalog;
  const groups = groupsIn(readFileSync(file, 'utf8'));
  const { plan, digest, diagnostics } = compilePlaybook(source, { file, actions, groups, incomplete: true });
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  return { plan, digest };
}
/** A plan without its lines, which are all that the layout may change. */
const meaning = (plan: unknown) => JSON.parse(JSON.stringify(plan, (key, value) => (key === 'line' ? 0 : value)));

/** Ways to write the same down. Those of `same_lines` leave every line where it is. */
const layouts: Readonly<Record<string, { readonly same_lines: boolean; write(source: string): string }>> = {
  'line ends of Windows': { same_lines: true, write: (source) => source.replaceAll('\n', '\r\n') },
  'a byte order mark': { same_lines: true, write: (source) => `\uFEFF${source}` },
  'no line end at the end': { same_lines: true, write: (source) => source.trimEnd() },
  // Only lines with a key: in a text of several lines a blank is part of the text.
  'blanks at the ends of lines': {
    same_lines: true,
    write: (source) => source.replace(/^( *(?:- )*\w+:.*)$/gm, '$1  '),
  },
  'a start of a document': { same_lines: false, write: (source) => `---\n${source}` },
  'comments everywhere': {
    same_lines: false,
    write: (source) => source.replace(/^( *)(?=(?:- )*\w+:)/gm, '$1# id: other, {{ nothing }}\n$1'),
  },
  'everything on one line, as JSON': {
    same_lines: false,
    write: (source) => JSON.stringify(parseDocument(source).toJS()),
  },
  'JSON over many lines': {
    same_lines: false,
    write: (source) => JSON.stringify(parseDocument(source).toJS(), null, 2),
  },
  'deeper indented': {
    same_lines: false,
    write: (source) => parseDocument(source).toString({ indent: 6, lineWidth: 0 }),
  },
  'keys in the other order': {
    same_lines: false,
    write: (source) =>
      JSON.stringify(parseDocument(source).toJS(), (_, value) =>
        typeof value === 'object' && value !== null && !Array.isArray(value)
          ? Object.fromEntries(Object.entries(value).toReversed())
          : value,
      ),
  },
};

describe.each(files)('%s means the same', (file) => {
  const source = readFileSync(file, 'utf8');
  const wanted = compiled(file, source);

  it.each(Object.entries(layouts))('with %s', (_, { same_lines, write }) => {
    const other = compiled(file, write(source));
    expect(meaning(other.plan)).toEqual(meaning(wanted.plan));
    if (same_lines) expect(other.digest).toBe(wanted.digest);
  });

  it('and every expression stands on the line that the plan says', () => {
    const lines = source.split('\n');
    const wrong: string[] = [];
    JSON.stringify(wanted.plan, (_, value: unknown) => {
      if (typeof value !== 'object' || value === null || !('source' in value) || !('line' in value)) return value;
      // A moment in plain letters is made an expression of.
      const [first = ''] = String(value.source)
        .replace(/^timestamp\("(.*)"\)$/, '$1')
        .trim()
        .split('\n');
      const written = lines
        .slice(Number(value.line) - 1)
        .join('\n')
        .replaceAll("''", "'")
        .replaceAll('\\"', '"');
      const head = written.split('\n').slice(0, 2).join('\n');
      if (!head.includes(first.slice(0, 20).trim())) wrong.push(`${value.line}: ${first}`);
      return value;
    });
    expect(wrong).toEqual([]);
  });
});
