import { describe, expect, it } from 'vitest';
import { formatUsd } from './format-usd.ts';

describe('the cost of a model', () => {
  it.each([
    [0, '$0.00'],
    [12.3, '$12.30'],
    [1234.567, '$1,234.57'],
    [0.0421, '$0.042'],
    [0.00165, '$0.00165'],
    [0.0000021, '$0.000002'],
    [-0.5, '-$0.50'],
  ])('%d is %s', (usd, words) => {
    expect(formatUsd(usd)).toBe(words);
  });

  it('follows the language of the reader', () => {
    expect(formatUsd(1234.5, 'de-DE')).toBe('1.234,50\u00a0$');
  });
});
