import { describe, expect, it } from 'vitest';
import { checkExpression, plain } from './checking.ts';
import { ExpressionFault } from './fault.ts';
import { parseExpression } from './parse.ts';

/** What is said about a text that is no expression: the kind, the part that is meant, the sentence and the fix. */
function faultOf(source: string) {
  try {
    parseExpression(source);
  } catch (error) {
    if (!(error instanceof ExpressionFault)) throw error;
    const { kind, message, fix, place } = error;
    return { kind, part: source.slice(place.start, place.end), message, fix };
  }
  return null;
}

describe('a text that is no expression', () => {
  it.each([
    ['', 'it is empty', 'Write a CEL expression such as context.cpa > 50.'],
    ['   ', 'it is empty', 'Write a CEL expression such as context.cpa > 50.'],
    ['a >', 'it ends too early', 'Write a CEL expression such as context.cpa > 50.'],
    ['(a', 'it ends too early', 'Write a CEL expression such as context.cpa > 50.'],
    ['a = 3', '= does not belong here', 'Write == to compare.'],
    ['a => 3', '= does not belong here', 'Write >= for at least.'],
    ['a =< 3', '= does not belong here', 'Write <= for at most.'],
    ['a === 3', '= does not belong here', 'Write == to compare.'],
    ['{{ a }} > 3', '} does not belong here', 'Leave out {{ and }}: all of it is one expression.'],
    ['a > {{ b }}', '} does not belong here', 'Leave out {{ and }}: all of it is one expression.'],
    ['{"a": 1}}', '} does not belong here', 'Write a CEL expression such as context.cpa > 50.'],
    ['a & b', '& does not belong here', 'Write && for and, || for or.'],
    ['a | b', '| does not belong here', 'Write && for and, || for or.'],
    ['a and b', 'and does not belong here', 'Write && for and, || for or, ! for not.'],
    ['a OR b', 'OR does not belong here', 'Write && for and, || for or, ! for not.'],
    ['not a', 'a does not belong here', 'Write && for and, || for or, ! for not.'],
    ['a b', 'b does not belong here', 'Write a CEL expression such as context.cpa > 50.'],
    ['a)', ') does not belong here', 'Write a CEL expression such as context.cpa > 50.'],
  ])('%j: %s. %s', (source, message, fix) => {
    expect(faultOf(source)).toMatchObject({ kind: 'syntax', message, fix });
  });

  it.each([
    ["'open", /string/],
    ['"\\q"', /escape/],
  ])('%s: what the reader of literals says, in lower case', (source, message) => {
    expect(faultOf(source)).toMatchObject({ kind: 'syntax', message: expect.stringMatching(message) });
    expect(faultOf(source)?.message).toMatch(/^[a-z]/);
  });

  it.each([
    ['9007199254740991', null],
    ['9007199254740992', 'the whole number is too large'],
    ['18446744073709551616', 'the whole number is too large'],
    ['-9007199254740991', null],
    ['1u', 'bytes and unsigned numbers are not part of the language'],
    ['b"x"', 'bytes and unsigned numbers are not part of the language'],
  ])('the number %s', (source, message) => {
    expect(faultOf(source)?.message ?? null).toBe(message);
  });
});

describe('what the language does not have', () => {
  it.each([
    ['a.?b', 'syntax', '?', '? does not belong here'],
    ['a.constructor', 'forbidden_name', 'constructor', 'constructor may not be used in an expression'],
    ['1 + __proto__', 'syntax', '__proto__', 'reserved identifier: __proto__'],
    ['list.all(prototype, true)', 'syntax', 'prototype', 'reserved identifier: prototype'],
    ['a.__proto__', 'forbidden_name', '__proto__', '__proto__ may not be used in an expression'],
    ['a.b.prototype.c', 'forbidden_name', 'prototype', 'prototype may not be used in an expression'],
    ['1 + roud(2)', 'function', 'roud(2)', 'there is no function roud()'],
    ['round()', 'function', 'round()', 'round() does not take 0 values'],
    ['"a".substring(1, 2, 3)', 'function', '"a".substring(1, 2, 3)', 'substring() does not take 3 values'],
    ['round.round(1)', 'function', 'round.round(1)', 'there is no function round()'],
    ['has()', 'function', 'has()', 'has() takes one name such as has(diagnosis.cause)'],
    ['has(a, b)', 'function', 'has(a, b)', 'has() takes one name such as has(diagnosis.cause)'],
    ['has(1)', 'function', 'has(1)', 'has() takes one name such as has(diagnosis.cause)'],
    ['has(a[0])', 'function', 'has(a[0])', 'has() takes one name such as has(diagnosis.cause)'],
    ['l.all(x)', 'function', 'l.all(x)', 'all() takes a name and an expression, as in list.all(x, x > 1)'],
    ['l.all(1, true)', 'syntax', '1', '1 does not belong here'],
    ['l.all(x, y, z)', 'function', 'l.all(x, y, z)', 'all() takes a name and an expression, as in list.all(x, x > 1)'],
    ['all(x, true)', 'function', 'all(x, true)', 'there is no function all()'],
    ['s.matches(p)', 'pattern', 's.matches(p)', 'matches() needs its pattern as a text in quotes'],
    ['s.matches("a", "b")', 'pattern', 's.matches("a", "b")', 'matches() needs its pattern as a text in quotes'],
    ['s.matches(3)', 'pattern', 's.matches(3)', 'matches() needs its pattern as a text in quotes'],
    ['s.matches("(a+)+")', 'pattern', '"(a+)+"', 'the pattern is refused: a repeated group repeats or branches inside'],
  ])('%s', (source, kind, part, message) => {
    expect(faultOf(source)).toMatchObject({ kind, part, message });
  });

  it('a clock is refused with the name that stands for it, and offers nothing that sounds like it', () => {
    const { faults } = checkExpression('Now() > 1', { names: {}, guarded: new Set() });
    expect(faults[0]).toMatchObject({ kind: 'function', choices: [], fix: expect.stringContaining('`now`') });
  });
});

describe('the tree of an expression', () => {
  it('binds as CEL does: unary, product, sum, relation, and, or, choice', () => {
    expect(parseExpression('a || b && c')).toMatchObject({ operator: '||', right: { operator: '&&' } });
    expect(parseExpression('1 + 2 * 3 < 4')).toMatchObject({
      operator: '<',
      left: { operator: '+', right: { operator: '*' } },
    });
    expect(parseExpression('10 - 2 - 3')).toMatchObject({ operator: '-', left: { operator: '-' } });
    expect(parseExpression('-a.b')).toMatchObject({ kind: 'negate', operand: { kind: 'member' } });
    expect(parseExpression('a ? b : c ? d : e')).toMatchObject({ kind: 'choice', no: { kind: 'choice' } });
  });

  it('tells whole numbers from decimals, which decides what a division may give', () => {
    expect(parseExpression('3')).toMatchObject({ value: 3, integer: true });
    expect(parseExpression('0x10')).toMatchObject({ value: 16, integer: true });
    expect(parseExpression('3.0')).toMatchObject({ value: 3, integer: false });
    expect(parseExpression('1e3')).toMatchObject({ value: 1_000, integer: false });
  });

  it('a name is anything but the three that lead to a prototype', () => {
    for (const name of ['toString', 'hasOwnProperty', 'valueOf', '_a1'])
      expect(parseExpression(name)).toMatchObject({ kind: 'name', name });
  });

  it('places count UTF-16 units from the start of the text, with spaces and other alphabets before them', () => {
    const source = '"😀" == x  &&  missing.é1 > 0';
    const { faults } = checkExpression('"😀é" + "" == text && missing > 0', {
      names: { text: plain('any') },
      guarded: new Set(),
    });
    expect(faults.map(({ place }) => place)).toEqual([{ start: 22, end: 29 }]);
    expect(faultOf(source)?.kind).toBe('syntax');
  });

  it('points at the field, not at what it is read of', () => {
    const source = 'context .cpaa > 3';
    const { faults } = checkExpression(source, {
      names: { context: { kind: 'map', fields: {}, others: null, nullable: false } },
      guarded: new Set(),
    });
    expect(faults.map(({ place }) => source.slice(place.start, place.end))).toEqual(['cpaa']);
  });
});
