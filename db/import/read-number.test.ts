import { describe, expect, it } from 'vitest';
import { guessDecimalMark, readNumber } from './read-number.ts';
import { readDay, readMoment } from './read-time.ts';

describe('numbers as people export them', () => {
  it.each([
    ['1234', '.', 1234],
    ['1,234.56', '.', 1234.56],
    ['1.234,56', ',', 1234.56],
    ['$1,100.50', '.', 1100.5],
    ['1.100,50 €', ',', 1100.5],
    ['USD 12', '.', 12],
    ['12 EUR', '.', 12],
    ['12%', '.', 12],
    ['−3.5', '.', -3.5],
    ['1 234,5', ',', 1234.5],
    ['1,00,000', '.', 100_000],
    ['8.2e-2', '.', 0.082],
    ['.5', '.', 0.5],
    ['12,34', '.', null],
    ['1.2.3', '.', null],
    ['twelve', '.', null],
    ['', '.', null],
    ['1-2', '.', null],
    ['Infinity', '.', null],
  ] as const)('%s with %s is %s', (text, mark, expected) => {
    expect(readNumber(text, mark)).toBe(expected);
  });

  it('tell their decimal mark by the cells that can mean one thing only', () => {
    expect(guessDecimalMark(['1.234', '0,25'], ',')).toBe(',');
    expect(guessDecimalMark(['1,234', '0.25'], ';')).toBe('.');
    expect(guessDecimalMark(['1234', 'text'], ';')).toBe(',');
    expect(guessDecimalMark(['1234'], ',')).toBe('.');
  });
});

describe('times as people export them', () => {
  it('are read in ISO form, in UTC unless they say otherwise', () => {
    expect(readMoment('2011-07-01 00:00:01')?.toISOString()).toBe('2011-07-01T00:00:01.000Z');
    expect(readMoment('2026-01-01T01:30+0130')?.toISOString()).toBe('2026-01-01T00:00:00.000Z');
    expect(readMoment('2026-01-01T00:00:00.5Z')?.getMilliseconds()).toBe(500);
    expect(readDay('2026-02-28')).toBe('2026-02-28');
    expect(readDay('Feb 3, 2026')).toBe('2026-02-03');
  });

  it('are refused when they do not exist or mean two days', () => {
    for (const text of ['2026-02-30', '03/04/2026', '31.01.2026', '2026-13-01', '', 'now', '2026-01-01 25:00']) {
      expect(readMoment(text), text).toBeNull();
      expect(readDay(text), text).toBeNull();
    }
  });
});
