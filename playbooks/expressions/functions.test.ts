import { describe, expect, it } from 'vitest';
import { CodedError } from '../../contracts/errors/index.ts';
import { ExpressionFault } from './fault.ts';
import type { Slot } from './function-table.ts';
import { functionNames, functionsNamed, functionTable } from './functions.ts';
import { evaluateExpression } from './index.ts';
import { kindOf, Moment, Span, type Value } from './values.ts';

/** A value of each kind that a function may take. */
const samples: Readonly<Record<Slot, Value>> = {
  any: '3',
  string: '3',
  number: 2.5,
  integer: 0,
  boolean: true,
  timestamp: new Moment(0),
  duration: new Span(60_000),
  list: [],
  map: {},
  list_of_strings: ['a'],
  same_number: 1,
};

/** What takes a text gets one that it can read. */
const readable: Readonly<Record<string, Value>> = { timestamp: '2026-01-31T09:00:00Z', duration: '3d', bool: 'true' };

describe('the table of functions', () => {
  it.each(functionTable.map((row) => [row.on === null ? row.name : `${row.on}.${row.name}`, row] as const))(
    '%s gives what it promises the checker',
    (_, row) => {
      const given = [...(row.on === null ? [] : [row.on]), ...row.takes].map((slot, at) =>
        at === 0 ? (readable[row.name] ?? samples[slot]) : samples[slot],
      );
      const result = row.run(...given);
      const promised = {
        integer: 'number',
        same_number: 'number',
        list_of_strings: 'list',
        any: kindOf(result),
      } as const;
      expect(kindOf(result)).toBe(row.gives in promised ? Reflect.get(promised, row.gives) : row.gives);
      if (row.gives === 'integer') expect(Number.isInteger(result)).toBe(true);
      if (Array.isArray(result)) expect(result.every((item) => typeof item === 'string')).toBe(true);
    },
  );

  it.each(
    functionTable.filter((row) => row.takes.length > 0 || row.on !== null).map((row) => [row.name, row] as const),
  )('%s fails closed on null, with a fix', (_, row) => {
    const count = row.takes.length + (row.on === null ? 0 : 1);
    expect(() => row.run(...Array.from({ length: count }, () => null))).toThrow(ExpressionFault);
    try {
      row.run(...Array.from({ length: count }, () => null));
    } catch (error) {
      expect(error instanceof ExpressionFault && error.fix).toMatch(/^[A-Z].*[.]$/);
    }
  });

  it('a name is looked for among functions or among methods, never in both', () => {
    expect(functionsNamed('size', false)).toHaveLength(1);
    expect(functionsNamed('size', true)).toHaveLength(1);
    expect(functionsNamed('getHours', true).map((row) => row.on)).toEqual(['timestamp', 'duration']);
    expect(functionsNamed('round', true)).toEqual([]);
    expect(functionsNamed('trim', false)).toEqual([]);
    expect(functionsNamed('toString', true)).toEqual([]);
    expect(functionsNamed('__proto__', false)).toEqual([]);
  });

  it('names for a did-you-mean are each there once, with what the parser knows by itself', () => {
    expect(functionNames(false)).toContain('has');
    expect(functionNames(true)).toEqual(expect.arrayContaining(['matches', 'filter', 'exists_one', 'size']));
    for (const asMethod of [true, false]) {
      const names = functionNames(asMethod);
      expect(new Set(names).size).toBe(names.length);
    }
  });
});

const scope = {
  now: '2026-03-09T08:05:30.250Z',
  list: [3, 1, 2],
  words: ['a', 'b'],
  empty: [],
  map: { a: 1, b: null },
};

describe('functions over texts', () => {
  it.each([
    ['"".size()', 0],
    ['size("👍🏽é")', 3],
    ['"ÄBC".lowerAscii()', 'Äbc'],
    ['"äbcß".upperAscii()', 'äBCß'],
    ['"\\t a b \\n".trim()', 'a b'],
    ['"abc".indexOf("c")', 2],
    ['"abc".indexOf("x")', -1],
    ['"abc".indexOf("")', 0],
    ['"a,b,,c".split(",")', ['a', 'b', '', 'c']],
    ['"".split(",")', ['']],
    ['"abc".substring(3)', ''],
    ['"abc".substring(0, 0)', ''],
    ['"abc".substring(1, 2)', 'b'],
    ['empty.join(",")', ''],
    ['words.join()', 'ab'],
    ['"abc".contains("")', true],
    ['"abc".startsWith("abcd")', false],
    ['"a" + "b" == "ab"', true],
  ])('%s', (source, result) => {
    expect(evaluateExpression(source, scope)).toEqual(result);
  });

  it.each([
    ['"abc".substring(4)', 'substring() goes outside the text'],
    ['"abc".substring(-1)', 'substring() goes outside the text'],
    ['"abc".substring(2, 1)', 'substring() goes outside the text'],
    ['"abc".substring(0, 4)', 'substring() goes outside the text'],
    ['"abc".substring(0.5)', 'substring() goes outside the text'],
    ['list.join(",")', 'join() needs a list of texts'],
    ['"abc".contains(3)', 'a text is needed here'],
    ['"abc".join(",")', 'a list is needed here'],
    ['"abc".trim(1)', 'trim() does not take 1 value. Write x.trim().'],
    ['"abc".trimm()', 'there is no function trimm()'],
    ['map.startsWith("a")', 'a text is needed here'],
  ])('%s fails: %s', (source, sentence) => {
    expect(() => evaluateExpression(source, scope)).toThrow(sentence);
  });

  it('join() may build up to 65536 characters, and not one more', () => {
    const words = (length: number) => ({ words: ['x'.repeat(length - 1), 'x'] });
    expect(evaluateExpression('words.join().size()', words(65_536))).toBe(65_536);
    expect(() => evaluateExpression('words.join()', words(65_537))).toThrow('join() builds too long a text');
  });
});

describe('functions over numbers', () => {
  it.each([
    ['round(0.5)', 1],
    ['round(-0.5)', -1],
    ['round(0.4)', 0],
    ['round(-0.4)', 0],
    ['round(1.4999)', 1],
    ['floor(-1.5)', -2],
    ['ceil(-1.5)', -1],
    ['abs(-0.0)', 0],
    ['min(3, -3)', -3],
    ['max(2.5, 2)', 2.5],
    ['list.sum()', 6],
    ['empty.sum()', 0],
    ['int(-2.9)', -2],
    ['int("-7")', -7],
    ['double("2.50")', 2.5],
    ['int(9007199254740991)', 9_007_199_254_740_991],
    ['string(1e21)', '1e+21'],
    ['string(-0.0)', '0'],
    ['bool("false")', false],
    ['bool(true)', true],
    ['string("x")', 'x'],
  ])('%s', (source, result) => {
    expect(evaluateExpression(source, scope)).toBe(result);
  });

  it.each([
    ['int("")', 'int() could not read a number'],
    ['int(" 4")', 'int() could not read a number'],
    ['double("1e3")', 'double() could not read a number'],
    ['double(".5")', 'double() could not read a number'],
    ['double("Infinity")', 'double() could not read a number'],
    ['double(true)', 'double() could not read a number'],
    ['string(list)', 'string() takes a text, a number or a boolean'],
    ['string(map)', 'string() takes a text, a number or a boolean'],
    ['bool(1)', 'bool() takes a boolean'],
    ['bool("TRUE")', 'bool() takes a boolean'],
    ['words.sum()', 'a number is needed here'],
    ['abs("3")', 'a number is needed here'],
    ['min(1)', 'min() does not take 1 value. Write min(number, number).'],
    ['size(3)', 'size() takes a text, a list or a map'],
  ])('%s fails: %s', (source, sentence) => {
    expect(() => evaluateExpression(source, scope)).toThrow(sentence);
  });

  it('int() refuses what a double cannot hold exactly, such as the id of an ad, instead of giving another number', () => {
    expect(() => evaluateExpression('int("120240000000000001")', {})).toThrow('int() gives a number that is too large');
    expect(() => evaluateExpression('int(9007199254740991 + 1)', {})).toThrow('int() gives a number that is too large');
    expect(() => evaluateExpression('int(-1e300)', {})).toThrow('Keep an id as a text.');
  });

  it('a sum that overflows is no number', () => {
    expect(() => evaluateExpression('list.sum()', { list: [1e308, 1e308] })).toThrow('the result is not a number');
  });
});

describe('functions over time', () => {
  it.each([
    ['timestamp(now).getFullYear()', 2026],
    ['timestamp(now).getMonth()', 2],
    ['timestamp(now).getDate()', 9],
    ['timestamp(now).getDayOfWeek()', 1],
    ['timestamp(now).getHours()', 8],
    ['timestamp(now).getMinutes()', 5],
    ['duration("90s").getSeconds()', 90],
    ['duration("90m").getHours()', 1.5],
    ['timestamp("2026-01-01T00:00:00+02:00").getFullYear()', 2025],
    ['timestamp(now) == timestamp("2026-03-09T09:05:30.250+01:00")', true],
    ['duration("60s") == duration("1m")', true],
    ['duration("1d") - duration("25h")', -3_600],
    ['duration("1h") + timestamp(now)', '2026-03-09T09:05:30.250Z'],
    ['[timestamp(now), duration("2s")]', ['2026-03-09T08:05:30.250Z', 2]],
    ['{"at": timestamp(now)}', { at: '2026-03-09T08:05:30.250Z' }],
  ])('%s', (source, result) => {
    expect(evaluateExpression(source, scope)).toEqual(result);
  });

  it.each([
    ['timestamp(now).getSeconds()', 'a duration is needed here'],
    ['duration("1h").getDate()', 'a timestamp is needed here'],
    ['now.getDate()', 'a timestamp is needed here'],
    ['timestamp(3)', 'a text is needed here'],
    ['timestamp("2026-02-30T09:00:00Z")', 'timestamp() could not read the text'],
    ['timestamp(now) + 3', 'is a timestamp where a number or a text is needed'],
    ['timestamp(now) > duration("1h")', 'is a duration where a timestamp is needed'],
    ['duration("1h") - timestamp(now)', 'is a duration where a number is needed'],
    ['timestamp(now) + duration("999999999999w")', 'the time is out of range'],
    ['today()', 'There is no clock and no chance'],
    ['uuid()', 'There is no clock and no chance'],
    ['timestamp(map.b)', 'map.b is null where a value is needed. Guard it, for example: has(map.b)'],
  ])('%s fails: %s', (source, sentence) => {
    expect(() => evaluateExpression(source, scope)).toThrow(sentence);
    expect(() => evaluateExpression(source, scope)).toThrow(CodedError);
  });
});
