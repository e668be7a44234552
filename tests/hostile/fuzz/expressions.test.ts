import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CodedError } from '../../../contracts/errors/index.ts';
import { jsonValueSchema } from '../../../contracts/json.ts';
import {
  checkExpression,
  mapType,
  maybe,
  plain,
  textType,
  type ValueType,
} from '../../../playbooks/expressions/checking.ts';
import { evaluateExpression } from '../../../playbooks/expressions/index.ts';
import { fuzz } from './budget.ts';

const names: Readonly<Record<string, ValueType>> = {
  n: plain('number'),
  i: plain('integer'),
  s: textType(),
  b: plain('boolean'),
  m: mapType({ x: plain('integer'), y: maybe(textType()) }),
  rows: { kind: 'list', item: mapType({ day: textType(), cpa: maybe(plain('number')) }), nullable: false },
  now: textType(),
};
const numbers = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.constantFrom(0, -0, 1e308, -1e308, 5e-324),
);
const scopes = fc.record({
  n: numbers,
  i: fc.maxSafeInteger(),
  s: fc.string({ unit: 'binary', maxLength: 20 }),
  b: fc.boolean(),
  m: fc.record({ x: fc.maxSafeInteger(), y: fc.option(fc.string()) }),
  rows: fc.array(fc.record({ day: fc.string(), cpa: fc.option(numbers) }), { maxLength: 4 }),
  now: fc.constantFrom('2026-01-01T09:30:00.000Z', '9999-12-31T23:59:59.999Z', 'yesterday'),
});

const places = ['n', 'i', 's', 'b', 'm', 'rows', 'now', 'm.x', 'm.y', 'rows[0]', 'rows[0].cpa', 'row.cpa', 'nobody'];
const literals = [
  '0',
  '1',
  '-1',
  '2.5',
  '1e308',
  '9007199254740991',
  '""',
  '"a"',
  '"{{ n }}"',
  'true',
  'null',
  '[]',
  '{}',
];
const operators = ['+', '-', '*', '/', '%', '==', '!=', '<', '<=', '>', '>=', '&&', '||', 'in'];
const methods = [
  'sum',
  'size',
  'lowerAscii',
  'upperAscii',
  'trim',
  'getFullYear',
  'getHours',
  'getSeconds',
  'avg',
  'min',
  'max',
];
const calls = [
  'size',
  'int',
  'double',
  'string',
  'round',
  'floor',
  'ceil',
  'abs',
  'timestamp',
  'duration',
  'has',
  'min',
  'max',
];
const loops = ['all', 'exists', 'exists_one', 'map', 'filter'];

/** Expressions by the grammar, mostly ill typed: whatever they do, they do it without harm. */
const { expression } = fc.letrec<{ expression: string }>((tie) => ({
  expression: fc.oneof(
    { depthSize: 'medium', withCrossShrink: true },
    fc.constantFrom(...places, ...literals),
    fc.tuple(tie('expression'), fc.constantFrom(...operators), tie('expression')).map((all) => `(${all.join(' ')})`),
    fc.tuple(fc.constantFrom('!', '-'), tie('expression')).map(([sign, of]) => `${sign}(${of})`),
    fc.tuple(tie('expression'), tie('expression'), tie('expression')).map(([a, b, c]) => `(${a} ? ${b} : ${c})`),
    fc.tuple(fc.constantFrom(...calls), tie('expression')).map(([name, of]) => `${name}(${of})`),
    fc.tuple(tie('expression'), fc.constantFrom(...methods)).map(([of, name]) => `${of}.${name}()`),
    fc
      .tuple(tie('expression'), fc.constantFrom(...loops), tie('expression'))
      .map(([of, name, by]) => `${of}.${name}(row, ${by})`),
    fc.tuple(tie('expression'), tie('expression')).map(([of, at]) => `${of}[${at}]`),
    fc.array(tie('expression'), { maxLength: 3 }).map((all) => `[${all.join(', ')}]`),
    fc
      .tuple(tie('expression'), fc.constantFrom('contains', 'startsWith', 'split', 'matches'), tie('expression'))
      .map(([of, name, by]) => `${of}.${name}(${by})`),
  ),
}));

/** The result as text, or the reason why there is none. Whatever else is thrown is a find. */
function outcome(source: string, scope: Readonly<Record<string, unknown>>): string {
  try {
    const value = evaluateExpression(source, scope);
    jsonValueSchema.parse(value);
    expect(JSON.parse(JSON.stringify(value))).toEqual(value);
    return `value ${JSON.stringify(value)}`;
  } catch (error) {
    if (!(error instanceof CodedError) || error.code !== 'EXPRESSION_FAILED') throw error;
    return `failed ${JSON.stringify(error.details)}`;
  }
}

describe('expressions by the grammar', () => {
  it('give plain JSON or EXPRESSION_FAILED, the same each time, and the checker knows what is wrong with the text itself', {
    timeout: 120_000,
  }, () => {
    // What is wrong with the text itself is known before it runs, whatever the data is.
    const known = /"reason":"(syntax|function|forbidden_name|pattern)"/;
    const tried = fuzz('expressions', fc.tuple(expression, scopes), ([source, scope]) => {
      const before = JSON.stringify(scope);
      const first = outcome(source, scope);
      expect(outcome(source, scope)).toBe(first);
      expect(JSON.stringify(scope)).toBe(before);
      const { faults } = checkExpression(source, { names, guarded: new Set() });
      if (faults.length === 0 && known.test(first)) throw new Error(`The checker lets through what fails: ${first}`);
    });
    expect(tried).toBeGreaterThan(100);
  });
});
