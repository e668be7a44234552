import { describe, expect, it } from 'vitest';
import { termsOf } from './terms.ts';

describe('the terms of a text', () => {
  it('meet in their singular and plural, and in their forms', () => {
    for (const [one, other] of [
      ['budget', 'budgets'],
      ['raise', 'raised'],
      ['policy', 'policies'],
      ['bid', 'bidding'],
      ['pause', 'pausing'],
      ['click', 'clicks'],
    ] as const)
      expect(termsOf(one)).toEqual(termsOf(other));
  });

  it('are written without case and accents, and keep numbers', () => {
    expect(termsOf('CAFÉ 20')).toEqual(termsOf('cafe 20'));
    expect(termsOf('20')).toEqual(['20']);
  });

  it('hold no words without meaning, and repeat what is said twice', () => {
    expect(termsOf('What is the of and to')).toEqual([]);
    expect(termsOf('brand and brand')).toEqual(['brand', 'brand']);
  });

  it('leave short words and double ends such as in press whole', () => {
    expect(termsOf('ads')).toEqual(['ads']);
    expect(termsOf('press status')).toEqual(['press', 'status']);
  });
});
