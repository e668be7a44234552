import { describe, expect, it } from 'vitest';
import { CodedError } from '../../contracts/errors/index.ts';
import { evaluateExpression } from './index.ts';
import { createMeter, limits } from './limits.ts';

const numbers = (count: number) => Array.from({ length: count }, (_, at) => at);

/** The details of the failure of an expression. */
function failureOf(source: string, scope: Readonly<Record<string, unknown>> = {}) {
  try {
    evaluateExpression(source, scope);
  } catch (error) {
    if (error instanceof CodedError) return { ...error.details, message: error.message };
    throw error;
  }
  return null;
}

describe('the limits of one expression: the last that is let through, and the first that is not', () => {
  it('2000 characters', () => {
    const padded = (length: number) => `1${' '.repeat(length - 1)}`;
    expect(evaluateExpression(padded(limits.sourceLength), {})).toBe(1);
    expect(failureOf(padded(limits.sourceLength + 1))).toMatchObject({
      reason: 'limit',
      fix: 'Split it with a `set` step.',
    });
  });

  it('loops two deep', () => {
    const scope = { list: [[1], [2]] };
    expect(evaluateExpression('list.all(a, a.all(b, b > 0))', scope)).toBe(true);
    expect(failureOf('list.all(a, a.all(b, [b].all(c, c > 0)))', scope)).toMatchObject({
      reason: 'limit',
      part: '[b].all(c, c > 0)',
    });
    // Beside one another they are not nested.
    expect(evaluateExpression('list.map(a, a).map(a, a).map(a, size(a))', scope)).toEqual([1, 1]);
  });

  it('ten thousand items of a loop', () => {
    expect(evaluateExpression('list.exists(x, x == 0)', { list: numbers(limits.loopItems) })).toBe(true);
    expect(failureOf('list.exists(x, x == 0)', { list: numbers(limits.loopItems + 1) })).toMatchObject({
      reason: 'limit',
      part: 'list',
      fix: 'Filter the list in an action.',
    });
  });

  it('65536 characters of a text, or items of a list, that it builds', () => {
    const text = (length: number) => ({ text: 'x'.repeat(length) });
    expect(evaluateExpression('size(text + "x")', text(limits.builtSize - 1))).toBe(limits.builtSize);
    expect(failureOf('size(text + "x")', text(limits.builtSize))).toMatchObject({
      reason: 'limit',
      part: 'text + "x"',
    });
    const list = (length: number) => ({ list: numbers(length) });
    expect(evaluateExpression('size(list + [1])', list(limits.builtSize - 1))).toBe(limits.builtSize);
    expect(failureOf('size(list + [1])', list(limits.builtSize))).toMatchObject({ reason: 'limit' });
  });

  it('brackets and accesses 32 deep', () => {
    const nested = (depth: number) => `${'['.repeat(depth)}1${']'.repeat(depth)}`;
    expect(failureOf(nested(limits.depth - 2))).toBeNull();
    expect(failureOf(nested(limits.depth + 1))).toMatchObject({
      reason: 'limit',
      message: expect.stringContaining('it is too large or too deeply nested'),
    });
  });

  it('400 parts of the tree', () => {
    const sum = (terms: number) => Array.from({ length: terms }, () => '1').join('+');
    expect(failureOf(`[${numbers(390).join(',')}]`)).toBeNull();
    expect(failureOf(`[${numbers(401).join(',')}]`)).toMatchObject({ reason: 'limit' });
    expect(failureOf(sum(300))).toMatchObject({ reason: 'limit' });
  });

  it('a hundred thousand parts of the answer', () => {
    const of = (count: number) => ({ list: numbers(count) });
    expect(evaluateExpression('list', of(limits.resultParts - 1))).toHaveLength(limits.resultParts - 1);
    expect(failureOf('list', of(limits.resultParts))).toMatchObject({ reason: 'limit' });
  });

  it('a meter lets exactly its budget through, and says where it was spent', () => {
    const meter = createMeter(2);
    const place = { start: 1, end: 4 };
    meter.charge(1.5, place);
    meter.charge(0.5, place);
    expect(() => meter.charge(0.01, place)).toThrow(expect.objectContaining({ kind: 'limit', place }));
  });

  it('data that is too deeply nested is told, not crashed on', () => {
    const deep: unknown = JSON.parse(`${'['.repeat(60_000)}${']'.repeat(60_000)}`);
    expect(failureOf('deep', { deep })).toMatchObject({ reason: 'limit' });
  });
});

describe('the failure of an expression', () => {
  it('names the part, the column from 1 and the fix, for whoever shows it', () => {
    expect(failureOf('1 + missing', {})).toEqual({
      expression: '1 + missing',
      reason: 'unknown_name',
      part: 'missing',
      column: 5,
      fix: 'Check the spelling, or guard it with has(missing) if the step that sets it may be skipped.',
      message:
        'The expression `1 + missing` could not be evaluated: missing is not known here. Check the spelling, or guard it with has(missing) if the step that sets it may be skipped.',
    });
  });

  it('shows at most 120 characters of a long expression', () => {
    const source = `missing + "${'x'.repeat(500)}"`;
    expect(failureOf(source)?.message).toContain(`\`${source.slice(0, 117)}…\``);
    expect(failureOf(`"${'x'.repeat(500)}" + 1`)).toMatchObject({ part: `"${'x'.repeat(119)}` });
  });

  it('is the same the second time, when the parsed text is remembered', () => {
    expect(failureOf('1 / zero', { zero: 0 })).toEqual(failureOf('1 / zero', { zero: 0 }));
    // Many other expressions in between push it out of the memory again.
    for (let at = 0; at < 1_100; at += 1) expect(evaluateExpression(`${at}`, {})).toBe(at);
    expect(evaluateExpression('1 / zero', { zero: 2 })).toBe(0.5);
  });
});
