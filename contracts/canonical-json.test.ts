import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from './canonical-json.ts';

describe('canonical JSON', () => {
  it('the order in which members were written does not matter', () => {
    expect(canonicalJson({ b: 1, a: [true, null, 'x'] })).toBe('{"a":[true,null,"x"],"b":1}');
    expect(canonicalJson({ a: [true, null, 'x'], b: 1 })).toBe(canonicalJson({ b: 1, a: [true, null, 'x'] }));
  });

  it('an absent member and an undefined one are the same, and -0 is 0', () => {
    expect(canonicalJson({ a: undefined, b: -0 })).toBe('{"b":0}');
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, 10n, () => 1, Symbol('x')])(
    '%s has no JSON form and is refused',
    (value) => {
      expect(() => canonicalJson({ value })).toThrow(RangeError);
    },
  );

  it('it reads back as the same value, and two values that are equal give one text', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = canonicalJson(value);
        const plain: unknown = JSON.parse(JSON.stringify(value));
        expect(JSON.parse(text)).toEqual(JSON.parse(canonicalJson(plain)));
        expect(canonicalJson(JSON.parse(text))).toBe(text);
      }),
    );
  });
});
