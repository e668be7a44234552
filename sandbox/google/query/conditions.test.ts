import fastCheck from 'fast-check';
import { describe, expect, it } from 'vitest';
import { refusedWith } from '../../testing/refused.ts';
import { openStage } from '../../testing/stage.ts';
import { createGoogle } from '../google.ts';
import { checkCondition, compareValues, fulfils } from './conditions.ts';
import type { Operator } from './parse.ts';
import type { Column, Kind } from './table.ts';

const { books } = openStage(createGoogle(), { external_id: '9009009001' }).scene();
const column = (kind: Kind, value?: unknown): Column => ({
  ...{ kind, read: () => value },
  ...(kind === 'enum' ? { values: ['ENABLED', 'PAUSED', 'REMOVED'] } : {}),
});
const holds = (kind: Kind, value: unknown, operator: Operator, ...values: readonly string[]) =>
  fulfils({ field: 'a.b', operator, values }, column(kind, value), { books });
const refused = (kind: Kind, operator: Operator, ...values: readonly string[]) =>
  refusedWith(() => checkCondition({ field: 'a.b', operator, values }, column(kind)));

const opposites: readonly (readonly [Operator, Operator])[] = [
  ['=', '!='],
  ['IN', 'NOT IN'],
  ['LIKE', 'NOT LIKE'],
  ['<', '>='],
  ['>', '<='],
  ['IS NULL', 'IS NOT NULL'],
];

describe('a condition', () => {
  it.each(opposites)('with %s holds exactly where one with %s does not', (one, other) => {
    fastCheck.assert(
      fastCheck.property(fastCheck.string(), fastCheck.string(), (value, asked) => {
        expect(holds('text', value, one, asked)).toBe(!holds('text', value, other, asked));
      }),
    );
  });

  it('compares numbers as numbers, also those that are longer than a number can tell apart', () => {
    fastCheck.assert(
      fastCheck.property(fastCheck.bigInt({ min: 0n, max: 2n ** 62n }), fastCheck.nat(9), (amount, more) => {
        const [least, most] = [String(amount), String(amount + BigInt(more) + 1n)];
        expect([holds('int64', least, '<', most), holds('int64', most, '<', least)]).toEqual([true, false]);
        expect([holds('int64', least, '=', most), holds('int64', least, '=', least)]).toEqual([false, true]);
      }),
    );
    expect(holds('int64', '9', '<', '10')).toBe(true);
    expect(holds('text', '9', '<', '10')).toBe(false);
    expect(holds('double', 0.5, '>=', '0.50')).toBe(true);
  });

  it('takes a number that is not there for zero, and any other missing value for nothing', () => {
    expect([holds('int64', undefined, '=', '0'), holds('int64', undefined, '<', '1')]).toEqual([true, true]);
    expect([holds('text', undefined, '=', ''), holds('text', undefined, '!=', 'x')]).toEqual([false, true]);
    expect([holds('enum', undefined, 'IN', 'ENABLED'), holds('enum', undefined, 'NOT IN', 'ENABLED')]).toEqual([
      false,
      true,
    ]);
    expect([holds('text', undefined, 'IS NULL'), holds('text', 'x', 'IS NULL')]).toEqual([true, false]);
  });

  it('says true and false in any case', () => {
    expect(['TRUE', 'true', 'False'].map((value) => holds('boolean', true, '=', value))).toEqual([true, true, false]);
  });
});

describe('LIKE', () => {
  it.each([
    ['%boots%', 'Hiking BOOTS – search', true],
    ['Hiking%', 'Old Hiking', false],
    ['H_king', 'Hiking', true],
    ['H_king', 'Hking', false],
    ['100[%]', '100%', true],
    ['100[%]', '1000', false],
    ['a[_]b', 'a_b', true],
    ['a[_]b', 'axb', false],
    ['a.b', 'axb', false],
    ['(a|b)*', 'a', false],
    ['', '', true],
    ['%', 'two\nlines', true],
  ])('%j matches %j: %s', (pattern, text, matches) => {
    expect(holds('text', text, 'LIKE', pattern)).toBe(matches);
  });

  it('with a text that has no sign of its own matches just that text', () => {
    const plain = fastCheck.string().filter((text) => !/[%_[\]]/.test(text));
    fastCheck.assert(fastCheck.property(plain, (text) => holds('text', text, 'LIKE', text)));
    fastCheck.assert(
      fastCheck.property(plain, plain, plain, (before, text, after) =>
        holds('text', `${before}${text}${after}`, 'LIKE', `%${text}%`),
      ),
    );
  });
});

describe('a condition that does not go with its column', () => {
  it.each<[Kind, Operator, string, string]>([
    ['int64', 'LIKE', '5%', 'BAD_OPERATOR'],
    ['enum', 'LIKE', 'ENA%', 'BAD_OPERATOR'],
    ['enum', '>', 'ENABLED', 'BAD_OPERATOR'],
    ['boolean', '<=', 'TRUE', 'BAD_OPERATOR'],
    ['enum', '=', 'ACTIVE', 'BAD_ENUM_CONSTANT'],
    ['enum', '=', 'enabled', 'BAD_ENUM_CONSTANT'],
    ['enum', '=', 'constructor', 'BAD_ENUM_CONSTANT'],
    ['int64', '=', 'spring', 'BAD_VALUE'],
    ['int64', '=', '1e3', 'BAD_VALUE'],
    ['double', '>', '', 'BAD_VALUE'],
    ['date', '>=', '2026/11/01', 'BAD_VALUE'],
    ['date', '>=', '01.11.2026', 'BAD_VALUE'],
    ['date', '>=', '2026-11-01T00:00:00Z', 'BAD_VALUE'],
    ['boolean', '=', '1', 'BAD_VALUE'],
    ['message', '=', 'x', 'PROHIBITED_FIELD_IN_WHERE_CLAUSE'],
  ])('%s %s %j is refused with %s', (kind, operator, value, name) => {
    expect(refused(kind, operator, value)).toContain(`"queryError":"${name}"`);
  });

  it('is found among many values', () => {
    expect(refused('enum', 'IN', 'ENABLED', 'ACTIVE')).toContain('BAD_ENUM_CONSTANT');
    expect(refused('enum', 'IN', 'ENABLED', 'PAUSED')).toBe('was taken');
    expect(refused('date', '>=', '2026-11-01 10:00:00.5')).toBe('was taken');
  });
});

describe('an order', () => {
  it.each<Kind>(['int64', 'double', 'text', 'date'])('of %s is the same from both ends', (kind) => {
    const value = kind === 'int64' || kind === 'double' ? fastCheck.maxSafeInteger().map(String) : fastCheck.string();
    const missing = fastCheck.option(value, { nil: undefined });
    fastCheck.assert(
      fastCheck.property(missing, missing, (one, other) => {
        const [there, back] = [compareValues(column(kind), one, other), compareValues(column(kind), other, one)];
        expect(Math.sign(there) + Math.sign(back)).toBe(0);
        expect(compareValues(column(kind), one, one)).toBe(0);
      }),
    );
  });

  it('begins with what is missing', () => {
    expect(compareValues(column('text'), undefined, 'a')).toBeLessThan(0);
    expect(compareValues(column('int64'), undefined, '5')).toBeLessThan(0);
    expect(compareValues(column('int64'), undefined, '-5')).toBeGreaterThan(0);
  });
});
