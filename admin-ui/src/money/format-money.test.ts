import { describe, expect, it } from 'vitest';
import { minorPerMajor } from '../../../contracts/money.ts';
import { decimalsOf, formatMoney, parseMoney, toMajor } from './format-money.ts';

describe('money for people', () => {
  it('shows whole amounts without decimals and broken ones with all of them', () => {
    expect(formatMoney(40_000, 'USD')).toBe('$400');
    expect(formatMoney(288, 'USD')).toBe('$2.88');
    expect(formatMoney(250, 'USD')).toBe('$2.50');
  });

  it('shows no cents of an estimate of ten or more', () => {
    expect(formatMoney(10_928, 'USD', { whole: true })).toBe('$109');
    expect(formatMoney(999, 'USD', { whole: true })).toBe('$9.99');
    expect(formatMoney(1_000, 'USD', { whole: true })).toBe('$10');
  });

  it('knows currencies without cents and with three decimals', () => {
    expect(formatMoney(60_000, 'JPY')).toBe('¥60,000');
    expect(formatMoney(1_250, 'KWD')).toContain('1.250');
    expect(toMajor(1_250, 'KWD')).toBe(1.25);
  });

  it('counts minor units exactly as the server does', () => {
    for (const currency of [
      'USD',
      'EUR',
      'JPY',
      'KRW',
      'KWD',
      'IQD',
      'ISK',
      'UGX',
      'VND',
      'CLP',
      'TND',
      'LYD',
      'XOF',
    ]) {
      expect([currency, 10 ** decimalsOf(currency)]).toEqual([currency, minorPerMajor(currency)]);
    }
  });

  it('falls back to number and code for a currency that is none', () => {
    expect(formatMoney(1_234, 'nope')).toBe('12.34 nope');
  });
});

describe('money typed by people', () => {
  it('reads points and commas as the decimal mark', () => {
    expect(parseMoney('460', 'USD')).toBe(46_000);
    expect(parseMoney(' 2.5 ', 'USD')).toBe(250);
    expect(parseMoney('2,75', 'USD')).toBe(275);
    expect(parseMoney('60000', 'JPY')).toBe(60_000);
  });

  it('refuses what would silently become another amount', () => {
    for (const text of ['', 'abc', '-4', '1e3', '2.505', '1,234.50']) expect(parseMoney(text, 'USD')).toBeNull();
    expect(parseMoney('60.5', 'JPY')).toBeNull();
  });

  it('returns what was shown', () => {
    for (const minor of [1, 99, 100, 288, 123_456_789]) {
      expect(parseMoney(String(toMajor(minor, 'USD')), 'USD')).toBe(minor);
    }
  });
});
