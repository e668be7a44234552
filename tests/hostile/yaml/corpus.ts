import { mostPlaybookBytes } from '../../../contracts/playbook-source.ts';
import type { PlaybookCode } from '../../../playbooks/compiler/report.ts';

/** A text that no playbook should be, and the codes of which one at least must tell so. */
export type HostileText = { readonly name: string; readonly source: string; readonly codes: readonly PlaybookCode[] };

/** A text of nearly the largest size: a beginning, and one part again and again. */
export const filled = (part: string, start = '', bytes = mostPlaybookBytes): string =>
  start + part.repeat(Math.floor((bytes - Buffer.byteLength(start)) / Buffer.byteLength(part)));

const letters = 'abcdefghij'.split('');
const nested = (open: string, close: string, depth: number) => `a: ${open.repeat(depth)}${close.repeat(depth)}`;
const stairs = (depth: number, line: string) =>
  Array.from({ length: depth }, (_, at) => `${' '.repeat(at)}${line}`).join('\n');
const playbook = (line: string) => `id: x_v1\nname: X\nscope: none\n${line}\nsteps: [{ id: end, stop: completed }]\n`;

const tooMuch = ['PLAYBOOK_YAML_LIMIT', 'PLAYBOOK_TOO_LARGE'] as const;
const unreadable = ['PLAYBOOK_YAML_SYNTAX', 'PLAYBOOK_YAML_LIMIT'] as const;

const bombs: readonly HostileText[] = [
  {
    name: 'an alias bomb',
    source: letters.map((name, at) => `${name}: &${name} [${`*${letters[at - 1] ?? name}, `.repeat(9)}]`).join('\n'),
    codes: tooMuch,
  },
  {
    name: 'ten aliases that multiply',
    source: `a: &a [${'1,'.repeat(900)}]\nb: &b [*a, *a, *a]\nc: &c [*b, *b, *b]\nd: [*c, *c, *c]\n`,
    codes: tooMuch,
  },
  { name: 'an anchor that holds itself', source: 'a: &a [*a]\n', codes: tooMuch },
  { name: 'two anchors that hold each other', source: 'a: &a { b: &b { a: *a, b: *b } }\n', codes: tooMuch },
  { name: 'ten thousand anchors', source: filled('- &a x\n', '', 70_000), codes: tooMuch },
  { name: 'a merge key', source: playbook('labels: { <<: { a: b } }'), codes: ['PLAYBOOK_YAML_TAG'] },
  {
    name: 'merge keys that grow by squares',
    source: `a: &a { ${Array.from({ length: 1_500 }, (_, at) => `k${at}: 1`).join(', ')} }\nb: { <<: [${'*a, '.repeat(9)}*a] }\n`,
    codes: [...tooMuch, 'PLAYBOOK_YAML_TAG'],
  },
  { name: 'sixteen thousand merge keys', source: filled('<<: *a\n', 'a: &a {}\n', 120_000), codes: tooMuch },
];

const depths: readonly HostileText[] = [
  { name: 'ten thousand lists in one another', source: nested('[', ']', 10_000), codes: tooMuch },
  { name: 'ten thousand maps in one another', source: nested('{a: ', '}', 10_000), codes: tooMuch },
  { name: 'ten thousand open brackets', source: '['.repeat(10_000), codes: tooMuch },
  {
    name: 'brackets closed first and then opened',
    source: `a: [${']'.repeat(99)}${'['.repeat(9_000)}`,
    codes: tooMuch,
  },
  { name: 'ten thousand dashes', source: '- '.repeat(10_000), codes: tooMuch },
  { name: 'seven hundred indented maps', source: stairs(700, 'a:'), codes: tooMuch },
  { name: 'two hundred indented maps', source: stairs(200, 'a:'), codes: tooMuch },
  { name: 'seven hundred indented lists', source: stairs(700, '-'), codes: tooMuch },
  { name: 'ten thousand question marks', source: '? '.repeat(10_000), codes: tooMuch },
];

const others: readonly HostileText[] = [
  { name: 'a scalar of a megabyte', source: `id: ${'x'.repeat(1_000_000)}`, codes: ['PLAYBOOK_TOO_LARGE'] },
  { name: 'a tag that would run code', source: 'id: !!js/function "() => 1"\n', codes: ['PLAYBOOK_YAML_TAG'] },
  { name: 'a tag of another language', source: 'id: !!python/object:os.system x\n', codes: ['PLAYBOOK_YAML_TAG'] },
  { name: 'a tag of its own', source: playbook('description: !secret x'), codes: ['PLAYBOOK_YAML_TAG'] },
  { name: 'a directive', source: '%YAML 1.1\n---\nid: x\n', codes: ['PLAYBOOK_YAML_TAG'] },
  { name: 'a key twice', source: playbook('name: Y'), codes: ['PLAYBOOK_KEY_DUPLICATE'] },
  { name: 'a key twice, once in quotes', source: playbook('"name": Y'), codes: ['PLAYBOOK_KEY_DUPLICATE'] },
  { name: 'twelve hundred times one key', source: filled('a: 1\n', '', 6_000), codes: ['PLAYBOOK_KEY_DUPLICATE'] },
  { name: 'four thousand times one key', source: filled('a: 1\n', '', 20_000), codes: tooMuch },
  { name: 'two documents', source: `${playbook('')}---\n${playbook('')}`, codes: ['PLAYBOOK_YAML_DOCUMENTS'] },
  { name: 'thousands of documents', source: filled('---\na: 1\n', '', 90_000), codes: tooMuch },
  {
    name: 'a letter that looks alike',
    source: playbook('').replace('id: end', 'id: еnd'),
    codes: ['PLAYBOOK_ID_INVALID'],
  },
  { name: 'a prototype as a key', source: playbook('__proto__: { a: b }'), codes: ['PLAYBOOK_KEY_UNKNOWN'] },
  {
    name: 'a prototype as a variable',
    source: playbook('inputs: { constructor: string }'),
    codes: ['PLAYBOOK_ID_INVALID'],
  },
  {
    name: 'yes for true',
    source: playbook('guardrails: { freeze_in_learning: yes }'),
    codes: ['PLAYBOOK_TYPE_MISMATCH'],
  },
  {
    name: 'money with an exponent',
    source: playbook('guardrails: { max_total_change: 1e3 }'),
    codes: ['PLAYBOOK_NUMBER_AMBIGUOUS'],
  },
  {
    name: 'money in octal',
    source: playbook('guardrails: { max_total_change: 010 }'),
    codes: ['PLAYBOOK_NUMBER_AMBIGUOUS'],
  },
  {
    name: 'money without end',
    source: playbook('guardrails: { max_total_change: .inf }'),
    codes: ['PLAYBOOK_VALUE_INVALID'],
  },
  {
    name: 'money beyond all numbers',
    source: playbook('guardrails: { max_total_change: 1e999 }'),
    codes: ['PLAYBOOK_VALUE_INVALID'],
  },
  { name: 'a NUL', source: playbook('description: "a\u0000b"'), codes: ['PLAYBOOK_TEXT_INVISIBLE'] },
  { name: 'a second byte order mark', source: `\uFEFF\uFEFF${playbook('')}`, codes: ['PLAYBOOK_TEXT_INVISIBLE'] },
  { name: 'a byte order mark inside', source: playbook('description: a\uFEFFb'), codes: ['PLAYBOOK_TEXT_INVISIBLE'] },
  { name: 'half a character', source: playbook('description: "\ud83d"'), codes: ['PLAYBOOK_TEXT_INVISIBLE'] },
  {
    name: 'text that runs the other way',
    source: playbook('description: "\u202Eevil"'),
    codes: ['PLAYBOOK_TEXT_INVISIBLE'],
  },
  {
    name: 'another encoding',
    source: 'i\u0000d\u0000:\u0000 \u0000x\u0000',
    codes: ['PLAYBOOK_TEXT_INVISIBLE', 'PLAYBOOK_YAML_SYNTAX'],
  },
  { name: 'a list as a key', source: '? [a]\n: 1\n', codes: unreadable },
  { name: 'nothing', source: '', codes: ['PLAYBOOK_EMPTY'] },
  { name: 'only spaces', source: filled(' '), codes: ['PLAYBOOK_EMPTY'] },
];

/** One part as often as it fits, alone, as a value, in quotes, in a list, in a map and in a block. */
const starts = ['', 'a: ', 'a: "', "a: '", 'a: [', 'a: {', 'a: |\n '];
const parts = [
  ...Array.from({ length: 95 }, (_, at) => String.fromCharCode(32 + at)).filter((each) => /[^A-Za-z0-9]/.test(each)),
  ...[
    '"\n',
    "'\n",
    '""',
    "''",
    ':\n',
    '?\n',
    '!\n',
    '&\n',
    ']\n',
    '- \n',
    '\t',
    '\r',
    '\r\n',
    '\n',
    '\n ',
    '\u0000',
    '\ud800',
  ],
  ...[
    '# \n',
    ' #',
    '---\n',
    '...\n',
    '%a\n',
    '!a ',
    '&a ',
    '{a: ',
    '[{',
    '{{',
    '{{ a }}',
    '[,',
    'a: b\n',
    'a\n',
    '\\"',
    '\uFEFF',
  ],
];
const fillings: readonly HostileText[] = starts.flatMap((start) =>
  parts.map((part) => ({
    name: `${JSON.stringify(start)} and then only ${JSON.stringify(part)}`,
    source: filled(part, start),
    codes: [],
  })),
);

/** Everything that is measured. A filling has no codes of its own: any error will do. */
export const hostileTexts: readonly HostileText[] = [...bombs, ...depths, ...others, ...fillings];
