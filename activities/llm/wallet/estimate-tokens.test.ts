import { assert, property, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { estimateTokens } from './estimate-tokens.ts';

describe('the estimate of tokens', () => {
  it('is never below what the vendor’s own tokenizer would count, whatever the text', () => {
    expect(estimateTokens('CPA rose by 30 %.')).toBeGreaterThan(8);
    assert(property(string({ unit: 'binary' }), (text) => estimateTokens(text) >= 60));
    expect(estimateTokens('one', 'two')).toBeGreaterThan(estimateTokens('one'));
  });

  it('counts marks that steer models as plain text', () => {
    expect(estimateTokens('<|endoftext|>')).toBeGreaterThan(60);
  });

  it('takes a text made to be slow, and a large one', () => {
    expect(estimateTokens('a'.repeat(200_000))).toBeGreaterThan(20_000);
    expect(estimateTokens(' '.repeat(200_000))).toBeGreaterThan(3_000);
    expect(estimateTokens('['.repeat(200_000))).toBeGreaterThan(3_000);
  });
});
