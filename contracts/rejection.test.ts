import { assert, constantFrom, property, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rejectReasonSchema } from './approval.ts';
import { readRejection, reasonWords, rejectionText, rejectReasonWords } from './rejection.ts';

describe('the reason of a no', () => {
  it('has words for each of the closed list, and for nothing else', () => {
    expect(Object.keys(rejectReasonWords).sort()).toEqual([...rejectReasonSchema.options].sort());
  });

  it('is read back with whatever a person added', () => {
    assert(
      property(constantFrom(...rejectReasonSchema.options), string(), (reason, words) => {
        expect(readRejection(rejectionText(reason, words))).toEqual({ reason, added: words.trim() });
      }),
    );
  });

  it.each([
    ['bad_timing', { reason: 'bad_timing', added: '' }],
    [' wrong_amount : 10 %', null],
    ['wrong_amount: 10 %: at most', { reason: 'wrong_amount', added: '10 %: at most' }],
    ['other:\nsee below', { reason: 'other', added: 'see below' }],
    ['wrong_amounts', null],
    ['too much', null],
    ['Wrong_amount', null],
    ['constructor', null],
    [': other', null],
    ['', null],
    [null, null],
  ])('of %j is %j', (text, read) => expect(readRejection(text)).toEqual(read));

  it.each([
    ['bad_timing', 'Bad timing'],
    ['wrong_amount: 10 % is enough', 'Wrong amount: 10 % is enough'],
    ['because', 'because'],
  ])('%j is shown as “%s”', (text, shown) => expect(reasonWords(text)).toBe(shown));
});
