import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { certain, either, isNumber, mapType, maybe, nameOf, plain, textType, type ValueType } from './value-type.ts';

const list = (item: ValueType): ValueType => ({ kind: 'list', item, nullable: false });

describe('the name of a type, as a message says it', () => {
  it.each([
    [plain('any'), 'anything'],
    [plain('null'), 'null'],
    [plain('boolean'), 'true or false'],
    [plain('number'), 'a number'],
    [plain('integer'), 'a whole number'],
    [plain('timestamp'), 'a timestamp'],
    [plain('duration'), 'a duration'],
    [textType(), 'a text'],
    [textType(['only']), 'a text'],
    [textType(['a', 'b']), 'one of a, b'],
    [
      textType(Array.from({ length: 20 }, (_, at) => `v${at}`)),
      'one of v0, v1, v2, v3, v4, v5, v6, v7, v8, v9, v10, v11',
    ],
    [list(plain('any')), 'a list'],
    [mapType({}), 'a map'],
  ])('%j: %s', (type, name) => {
    expect(nameOf(type)).toBe(name);
    expect(nameOf(maybe(type))).toBe(name);
  });
});

describe('the type of one or the other', () => {
  it.each([
    ['whole and decimal', plain('integer'), plain('number'), plain('number')],
    ['text and number', textType(), plain('number'), plain('any')],
    ['null and something', plain('null'), plain('number'), maybe(plain('number'))],
    ['null twice', plain('null'), plain('null'), maybe(plain('null'))],
    ['nullable and not', maybe(textType()), textType(), maybe(textType())],
    ['some texts and others', textType(['a', 'b']), textType(['b', 'c']), textType(['a', 'b', 'c'])],
    ['some texts and any text', textType(['a']), textType(), textType()],
    ['lists', list(plain('integer')), list(plain('null')), list(maybe(plain('integer')))],
    ['list and map', list(plain('any')), mapType({}), plain('any')],
    ['anything and a number', plain('any'), plain('number'), plain('number')],
    [
      'maps: a field of both is there, a field of one may be absent',
      mapType({ a: plain('integer'), b: textType() }),
      mapType({ a: plain('number') }),
      mapType({ a: plain('number'), b: maybe(textType()) }),
    ],
    [
      'an open map and a closed one',
      mapType({}, plain('number')),
      mapType({ a: textType() }),
      mapType({ a: maybe(textType()) }, plain('number')),
    ],
  ])('%s', (_, left, right, both) => {
    expect(either(left, right)).toEqual(both);
  });

  const types = fc.letrec<{ type: ValueType }>((tie) => ({
    type: fc.oneof(
      { depthSize: 'small' },
      fc.constantFrom<ValueType>(
        plain('null'),
        plain('boolean'),
        plain('number'),
        plain('integer'),
        plain('timestamp'),
        textType(),
        textType(['a']),
        maybe(textType(['b'])),
        maybe(plain('duration')),
      ),
      tie('type').map(list),
      tie('type').map((a) => mapType({ a })),
      fc.tuple(tie('type'), tie('type')).map(([a, b]) => mapType({ a, b })),
    ),
  })).type;

  it('does not depend on the order, and may be absent exactly when one of them may be', () => {
    fc.assert(
      fc.property(types, types, (left, right) => {
        const one = either(left, right);
        const other = either(right, left);
        expect([one.kind, one.nullable]).toEqual([other.kind, other.nullable]);
        const absent = (type: ValueType): boolean => type.nullable || type.kind === 'null';
        expect(absent(one)).toBe(absent(left) || absent(right));
      }),
    );
  });

  it('of a type and itself is that type', () => {
    fc.assert(
      fc.property(
        types.filter((type) => type.kind !== 'null'),
        (type) => {
          expect(nameOf(either(type, type))).toBe(nameOf(type));
          expect(either(type, type).nullable).toBe(type.nullable);
        },
      ),
    );
  });

  it('certain undoes maybe', () => {
    fc.assert(
      fc.property(types, (type) => {
        expect(certain(maybe(type))).toEqual(certain(type));
      }),
    );
  });

  it('numbers are whole numbers, decimals and what is not known', () => {
    const kinds = ['any', 'null', 'boolean', 'number', 'integer', 'timestamp', 'duration'] as const;
    expect(kinds.filter((kind) => isNumber(plain(kind)))).toEqual(['any', 'number', 'integer']);
    expect(isNumber(textType())).toBe(false);
  });
});
