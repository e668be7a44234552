import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ExpressionFault } from './fault.ts';
import { createMeter } from './limits.ts';
import { admit, isMap, kindOf, Moment, ownMember, Span, toJson } from './values.ts';

const place = { start: 2, end: 5 };
const json = (value: unknown) => toJson(value, place, createMeter());

describe('plain data', () => {
  it.each([
    ['an object', {}, true],
    ['an object without prototype', Object.create(null), true],
    ['an object of another V8 context', runInNewContext('({ a: 1 })'), true],
    ['a list', [], false],
    ['null', null, false],
    ['a text', 'a', false],
    ['a date', new Date(0), false],
    ['a Map', new Map(), false],
    ['a moment', new Moment(0), false],
    ['an object that inherits from data', Object.create({ a: 1 }), false],
  ])('%s is a map: %s', (_, value, is) => {
    expect(isMap(value)).toBe(is);
  });

  it.each([null, '', 0, -1.5, true, [], {}, new Moment(0), new Span(0)])('%j is let in', (value) => {
    expect(admit(value, place)).toBe(value);
  });

  it.each([
    [undefined],
    [Number.NaN],
    [Number.POSITIVE_INFINITY],
    [1n],
    [Symbol('x')],
    [() => 1],
    [new Date(0)],
    [/x/],
    [new Error('x')],
    [new Uint8Array(1)],
    [Promise.resolve()],
  ])('%s is refused, with the place', (value) => {
    expect(() => admit(value, place)).toThrow(ExpressionFault);
    expect(() => admit(value, place)).toThrow(expect.objectContaining({ kind: 'type', place }));
  });

  it('only own, enumerable values count as members', () => {
    const map = Object.defineProperty({ own: 1, none: undefined }, 'hidden', { value: 2, enumerable: false });
    expect(['own', 'none', 'hidden', 'toString', '__proto__'].map((key) => ownMember(map, key))).toEqual([
      1,
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
    expect(ownMember(JSON.parse('{"__proto__": 3}'), '__proto__')).toBe(3);
  });

  it('every kind has its name', () => {
    const values = [null, true, 0, '', [], {}, new Moment(0), new Span(0)];
    expect(values.map(kindOf)).toEqual(['null', 'boolean', 'number', 'string', 'list', 'map', 'timestamp', 'duration']);
  });
});

describe('a result as JSON', () => {
  it('a moment is ISO text in UTC, a length of time is seconds, -0 is 0, a missing member is left out', () => {
    expect(json({ at: new Moment(0), long: [new Span(1_500)], zero: -0, none: undefined })).toEqual({
      at: '1970-01-01T00:00:00.000Z',
      long: [1.5],
      zero: 0,
    });
    expect(Object.is(json(-0), 0)).toBe(true);
  });

  it('is the same data, and shares nothing with what it was made of', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        // What JSON has no name for in a map, such as -0, is written as JSON would.
        const wanted: unknown = JSON.parse(JSON.stringify(value));
        const result = json(wanted);
        expect(result).toEqual(wanted);
        if (typeof wanted === 'object' && wanted !== null) expect(result).not.toBe(wanted);
      }),
    );
  });

  it('a member called __proto__ stays a member and becomes no prototype', () => {
    const result = json(JSON.parse('{"__proto__": {"admin": true}}'));
    expect(Object.keys(Object(result))).toEqual(['__proto__']);
    expect(Reflect.get(Object(result), 'admin')).toBeUndefined();
  });

  it('counts every part, and stops at the limit', () => {
    const data = { list: [1, 2, 3] };
    expect(toJson(data, place, createMeter(5))).toEqual(data);
    expect(() => toJson(data, place, createMeter(4))).toThrow('it needs more work, or gives more');
  });
});
