import { assert, constantFrom, double, integer, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { numbersAgainst, numbersIn, unknownNumbers } from './number-check.ts';

describe('the numbers of a text', () => {
  it.each([
    ['CPA 58.50 USD', [58.5]],
    ['1,234 clicks and 1,234.5', [1234, 1234.5]],
    ['1.234.567,89 EUR', [1_234_567.89]],
    ['1’234 and 1\u00a0234 and 1\u202f234', [1234, 1234, 1234]],
    ['+30 % and −12 % and -3', [30, -12, -3]],
    ['on 2026-03-01', [2026, -3, -1]],
    ['no number here', []],
    ['58.5.', [58.5]],
  ])('%s are %j', (text, expected) => {
    expect(numbersIn(text)).toEqual(expected);
  });
});

describe('the number check', () => {
  const facts = 'CPA rose by 30 % from 45 to 58.5 USD; raise the bid from 2.5 to 2.88.';

  it('lets a text of the facts pass, whatever the facts', () => {
    const number = double({ min: 0.001, max: 1e7, noNaN: true }).map((value) => Number(value.toFixed(3)));
    assert(
      property(number, number, (one, other) => {
        const text = `from ${one} to ${other}`;
        expect(unknownNumbers(text, JSON.stringify({ one, other }))).toEqual([]);
      }),
    );
  });

  it('finds every whole number that is not among the facts', () => {
    assert(
      property(integer({ min: 1000, max: 9_999_999 }), constantFrom('', '+', '-', '−'), (value, sign) => {
        expect(unknownNumbers(`It is ${sign}${value} now.`, facts)).toHaveLength(1);
      }),
    );
  });

  it.each([
    ['rounded by more than one percent', 'the bid goes to 3', 1],
    ['rounded by less', 'CPA is 59 now', 0],
    ['a digit more than the facts have', 'CPA is 58.53', 1],
    ['ten times as much', 'raise it by 300 %', 1],
    ['a cut fraction', 'the bid goes to 2.8', 1],
    ['nothing at all', 'CPA rose by 0 %', 1],
  ])('%s: "%s" has %d unknown', (_, text, count) => {
    expect(unknownNumbers(text, facts)).toHaveLength(count);
  });

  it.each([
    ['full-width digits', 'CPA rose by ３５ %.'],
    ['Arabic-Indic digits', 'CPA rose by ٣٥ %.'],
    ['Devanagari digits', 'CPA rose by ३५ %.'],
    ['mathematical digits', 'CPA rose by 𝟛𝟝 %.'],
    ['superscripts', 'CPA rose by 30³ %.'],
    ['an invisible mark between known digits', 'CPA is 45\u200b30 USD.'],
    ['a number too large for a number', `CPA is ${'9'.repeat(400)} USD.`],
  ])('is not passed by in %s', (_, text) => {
    expect(unknownNumbers(text, facts)).not.toEqual([]);
  });

  it('knows a fact in other digits', () => {
    expect(unknownNumbers('CPA rose by ٣٠ % from ４５.', facts)).toEqual([]);
  });

  it('can be asked of many texts against the same facts, and stops where enough is known', () => {
    const unknown = numbersAgainst(facts);
    for (const text of ['CPA is 58.5', 'from 45 to 46', 'about 59', '3 of 4'])
      expect(unknown(text)).toEqual(unknownNumbers(text, facts));
    expect(unknown('71, 72, 73, 30 and 74', 2)).toEqual([71, 72]);
  });
});
