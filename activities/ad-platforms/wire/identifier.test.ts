import { assert, property, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hashIdentifier, phoneDigits, phoneWithPlus, plainText, sha256Hex } from './identifier.ts';

describe('personal identifiers', () => {
  it.each([
    ['+49 (0)151 / 23-45', '4901512345', '+4901512345'],
    ['0049 151 2345', '491512345', '+491512345'],
    ['', '', ''],
    ['none', '', ''],
  ])('the phone number %j is %j or %j', (phone, digits, plus) => {
    expect([phoneDigits(phone), phoneWithPlus(phone)]).toEqual([digits, plus]);
  });
  it('are normalised before they are hashed', () => {
    // The digest of `test@example.com` as any other tool gives it.
    const known = '973dfe463ec85785f5f95af5ba3906eedb2d931c24e69824a89ea65dba4e813b';
    expect(hashIdentifier(' Test@Example.COM ', plainText)).toBe(known);
    expect(sha256Hex('test@example.com')).toBe(known);
  });
  it('are hashed in UTF-8', () => {
    expect(hashIdentifier('ÄLFRED', plainText)).toBe(sha256Hex('älfred'));
  });
  it('that came hashed are never hashed again', () => {
    assert(
      property(string(), (text) => {
        const once = sha256Hex(text);
        expect(hashIdentifier(once, phoneWithPlus)).toBe(once);
        expect(hashIdentifier(` ${once.toUpperCase()} `, plainText)).toBe(once);
      }),
    );
  });
  it.each([undefined, '', '   ', '+'])('%j is nothing to send', (value) => {
    expect(hashIdentifier(value, phoneWithPlus)).toBeNull();
  });
});
