import { describe, expect, it } from 'vitest';
import { fromMicros, microsPerMinor, toMicros } from './money.ts';
import { instantOf, wallTime } from './wall-time.ts';

describe('the clocks of an account', () => {
  it.each([
    ['UTC', '2026-11-21T12:00:00.000Z', '2026-11-21 12:00:00'],
    ['America/New_York', '2026-11-21T12:00:00.000Z', '2026-11-21 07:00:00'],
    ['America/New_York', '2026-07-01T12:00:00.000Z', '2026-07-01 08:00:00'],
    ['Asia/Tokyo', '2026-12-31T15:00:00.000Z', '2027-01-01 00:00:00'],
    ['Asia/Kolkata', '2026-01-01T00:00:00.000Z', '2026-01-01 05:30:00'],
  ])('in %s show %s as %s, and back', (timezone, iso, wall) => {
    expect(wallTime(Date.parse(iso), timezone)).toBe(wall);
    expect(instantOf(wall, timezone)).toBe(Date.parse(iso));
  });

  it('have an hour that does not exist, and one that is told once of two', () => {
    expect(instantOf('2026-03-29 02:30:00', 'Europe/Berlin')).toBeNull();
    const twice = instantOf('2026-10-25 02:30:00', 'Europe/Berlin') ?? 0;
    expect(wallTime(twice, 'Europe/Berlin')).toBe('2026-10-25 02:30:00');
  });

  it.each(['', '2026-11-21', '2026-11-21T10:00:00', '2026-11-21 10:00', '2026-02-30 10:00:00', '2026-11-21 25:00:00'])(
    'never show “%s”',
    (text) => {
      expect(instantOf(text, 'UTC')).toBeNull();
    },
  );
});

describe('micros', () => {
  it('are ten thousand to a cent and a million to a yen', () => {
    expect([microsPerMinor('USD'), microsPerMinor('JPY')]).toEqual([10_000, 1_000_000]);
    expect([toMicros(12_345, 'EUR'), toMicros(12_345, 'JPY')]).toEqual(['123450000', '12345000000']);
    for (const nothing of [null, undefined, 'x']) expect(toMicros(nothing, 'USD')).toBeUndefined();
  });

  it('that are no whole minor units have no amount', () => {
    expect([fromMicros(123_450_000n, 'EUR'), fromMicros(5_000_000n, 'JPY')]).toEqual([12_345, 5]);
    expect([fromMicros(123_455_000n, 'EUR'), fromMicros(5_500_000n, 'JPY')]).toEqual([null, null]);
    expect(fromMicros(-10_000n, 'USD')).toBe(-1);
  });
});
