import { describe, expect, it } from 'vitest';
import { coverageOf, fitOf, offlineFit, openaiFit } from './fit.ts';

describe('the coverage of a question', () => {
  it('is the share of its words in the passage, the long ones counting more', () => {
    expect(coverageOf('budget limit', 'The limits of budgets')).toBe(1);
    expect(coverageOf('competitors bid', 'about a bid')).toBeCloseTo(3 / 11);
  });

  it('is nothing for a question without a word of meaning, and counts a repeated word once', () => {
    expect(coverageOf('what is it?', 'anything')).toBe(0);
    expect(coverageOf('brand brand voice', 'brand')).toBe(coverageOf('brand voice', 'brand brand'));
  });
});

describe('the fit of a passage', () => {
  it('is a probability that rises with likeness and with words', () => {
    for (const model of [offlineFit, openaiFit]) {
      const nothing = fitOf({ likeness: 0, coverage: 0 }, model);
      const words = fitOf({ likeness: 0, coverage: 1 }, model);
      const both = fitOf({ likeness: 1, coverage: 1 }, model);
      expect(nothing).toBeGreaterThan(0);
      expect(nothing).toBeLessThan(0.05);
      expect(words).toBeGreaterThan(nothing);
      expect(both).toBeGreaterThan(words);
      expect(both).toBeLessThan(1);
    }
  });
});
