import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CodedError } from '../../contracts/errors/index.ts';
import { checkExpression } from './checking.ts';
import { evaluateExpression } from './index.ts';

class Host {
  readonly secret = 'reached';
  reveal(): string {
    return this.secret;
  }
}

const trap = { calls: 0 };
const withGetter: object = Object.defineProperty({}, 'value', {
  enumerable: true,
  get: () => {
    trap.calls += 1;
    return 'reached';
  },
});
const polluted: unknown = JSON.parse('{"__proto__": {"secret": "reached"}, "constructor": "reached"}');

const scope = {
  text: 'abc',
  number: 3,
  list: [1, 2, 3],
  map: { a: 1 },
  host: new Host(),
  date: new Date(0),
  run: () => 'reached',
  getter: withGetter,
  polluted,
  big: 10n,
  symbol: Symbol('reached'),
  buffer: new Uint8Array(3),
  inner: { host: new Host(), run: () => 'reached' },
};

const roots = ['text', 'number', 'list', 'map', 'host', 'polluted'];
/** Each must fail with EXPRESSION_FAILED: nothing of the host may be reached, run or read. */
const payloads: readonly string[] = [
  ...roots.flatMap((root) => [
    `${root}.constructor`,
    `${root}.__proto__`,
    `${root}.prototype`,
    `${root}["constructor"]`,
    `${root}["__proto__"]`,
    `${root}.constructor.constructor("return process")()`,
    `${root}.__defineGetter__("x", 1)`,
    `${root}.toString()`,
    `${root}.valueOf()`,
    `${root}.hasOwnProperty("a")`,
  ]),
  'constructor',
  '__proto__',
  'prototype',
  'this',
  'globalThis',
  'process',
  'process.env',
  'process.exit(1)',
  'require("fs")',
  'import("fs")',
  'eval("1")',
  'Function("return 1")()',
  'new Date()',
  'Date.now()',
  'Math.random()',
  'window',
  'global',
  'arguments',
  'host',
  'host.secret',
  'host.reveal()',
  'date',
  'date.getTime()',
  'run',
  'run()',
  'big',
  'symbol',
  'buffer',
  'buffer.length',
  'inner.host.secret',
  'inner.run()',
  'getter.value',
  'inner',
  '[host]',
  '{"x": run}',
  'list.map(x, run)',
  'list.length',
  'text.length',
  'map["con" + "structor"]',
  'map["__pro" + "to__"]',
  'map["\\u005f_proto__"]',
  'map["\\x63onstructor"]',
  '{"__proto__": {"a": 1}}',
  '{"constructor": 1}',
  `\`$\{process}\``,
  `$\{process}`,
  '{{text}}',
  '{{{{',
  '}}',
  '#{1}',
  '<%= 1 %>',
  'text`a`',
  'x => x',
  'function(){}',
  'a; b',
  'a\nb',
  'a, b',
  'text.replace("a", "b")',
  'list.reduce(a, b, a + b)',
  'list.map(__proto__, 1)',
  'list.map(constructor, constructor)',
  'cel.bind(x, 1, x)',
  'google.protobuf.Timestamp',
  'dyn(1)',
  'type(1)',
  'bytes("a")',
  'b"abc"',
  'text.matches(text)',
  'text.matches("(a+)+$")',
  'text.matches("(a|a)*$")',
  'text.matches("(?=a)a")',
  'text.matches("(a)\\\\1")',
  'text.matches("(a*)*b")',
  'text.matches("((a{1,9}){1,9}){1,9}")',
  'text.matches("a{1000}")',
  'text.matches("[")',
  'text.matches(".*.*.*.*x")',
  'map.get("a")',
  'map.?a',
  'map[?"a"]',
  '.text',
  'text[0]',
  'Host{secret: 1}',
  '0x',
  '1e999',
  "'unterminated",
  '"\\q"',
  '"\\ud800"',
];

describe('a hostile expression', () => {
  it('there are at least sixty of them', () => expect(new Set(payloads).size).toBeGreaterThanOrEqual(60));

  it.each(payloads)('%s reaches nothing', (payload) => {
    let result: unknown = 'nothing';
    try {
      result = evaluateExpression(payload, scope);
    } catch (error) {
      expect(error).toBeInstanceOf(CodedError);
      expect(error instanceof CodedError && error.code).toBe('EXPRESSION_FAILED');
    }
    expect(result).toBe('nothing');
    expect(() => checkExpression(payload, { names: {}, guarded: new Set() })).not.toThrow();
  });

  it('a getter of the scope is never run', () => {
    expect(evaluateExpression('has(getter.value)', scope)).toBe(false);
    expect(trap.calls).toBe(0);
  });

  it.each([
    ['all.all(x, x >= 0)', 1_000_000],
    ['all.all(x, all.all(y, y >= 0))', 9_000],
    ['all.map(x, all)', 9_000],
    ['all.map(x, all.map(y, all)).map(x, x)', 2_000],
    ['all == all.map(x, x) && all.exists(x, all == all.map(y, y + 0.5))', 9_000],
  ])('%s over %d items is stopped by the limit of work', (source, size) => {
    const all = Array.from({ length: size }, (_, at) => at);
    expect(() => evaluateExpression(source, { all })).toThrow(/needs more work|at most 10000 items|nested/);
  });

  it('a text cannot be doubled until memory is gone', () => {
    const doubled = `text${' + text'.repeat(40)}`;
    expect(() => evaluateExpression(doubled, { text: 'x'.repeat(10_000) })).toThrow(/too long a value/);
  });

  it('a pattern that is allowed still stops on a text that is too long for it', () => {
    expect(() => evaluateExpression('text.matches("a.*b.*c")', { text: 'a'.repeat(5_000) })).toThrow(/needs more work/);
    expect(evaluateExpression('text.matches("^eu-[a-z]+-[0-9]+$")', { text: 'eu-summer-2026' })).toBe(true);
  });

  it('too long, too deep and too many are refused while parsing', () => {
    const long = `1${' + 1'.repeat(1_000)}`;
    for (const source of [
      long,
      '('.repeat(500),
      `${'['.repeat(100)}${']'.repeat(100)}`,
      `${'!'.repeat(1_500)}true`,
      `list${'.a'.repeat(500)}`,
    ]) {
      expect(() => evaluateExpression(source, scope)).toThrow(CodedError);
    }
  });

  it('any text gives a JSON value or EXPRESSION_FAILED, and the checker never throws', () => {
    const words = [
      'text',
      'list',
      'map',
      'has',
      '.',
      '(',
      ')',
      '[',
      ']',
      '{',
      '}',
      '==',
      '&&',
      '||',
      '?',
      ':',
      ',',
      "'",
      '"',
      '\\',
      '1',
      '0x',
      '!',
      '-',
      ' ',
      'map(x, x)',
      '{{',
      '}}',
      'constructor',
      'é',
      '\u0000',
    ];
    const sources = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc.array(fc.constantFrom(...words), { maxLength: 30 }).map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(sources, (source) => {
        checkExpression(source, { names: {}, guarded: new Set() });
        try {
          JSON.stringify(evaluateExpression(source, scope));
        } catch (error) {
          if (!(error instanceof CodedError) || error.code !== 'EXPRESSION_FAILED') throw error;
        }
      }),
      { numRuns: 400 },
    );
  });
});
