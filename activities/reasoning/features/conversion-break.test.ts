import { describe, expect, it } from 'vitest';
import { findConversionBreak } from './conversion-break.ts';
import type { DayFigures } from './days.ts';

/** 21 full days with 200 clicks and about 10 conversions each; the last ones as given, oldest first. */
function days(last: readonly Partial<DayFigures>[]): DayFigures[] {
  return [...Array(21).keys()].map((index) => ({
    ...{ dt: new Date(Date.UTC(2026, 1, 1 + index)).toISOString().slice(0, 10), spend: 100, impressions: 10_000 },
    ...{ clicks: 200, conversions: 10 + (index % 3) - 1 },
    ...last[index - 21 + last.length],
  }));
}
const counted = (...conversions: number[]) => days(conversions.map((count) => ({ conversions: count })));

describe('a tracking break', () => {
  it('is found with its first day and what is missing', () => {
    expect(findConversionBreak(counted(0, 0, 0))).toEqual({
      ...{ since: '2026-02-19', days: 3, conversions: 0, expected_conversions: 30, clicks_change_pct: 0 },
    });
    expect(findConversionBreak(counted(1, 0))).toMatchObject({ days: 2, conversions: 1 });
  });

  it('is found although a stray conversion or two of few come in, wherever they fall', () => {
    for (const stray of [
      [2, 0, 0],
      [0, 2, 0],
      [0, 0, 2],
      [1, 1, 0],
    ]) {
      const six = counted(...stray).map((day, index) => (index < 18 ? { ...day, conversions: 6 } : day));
      expect(findConversionBreak(six), `${stray}`).toMatchObject({ since: '2026-02-19', days: 3, conversions: 2 });
    }
  });

  it('is not seen in a mere fall, in fewer clicks, in chance, or when conversions came back', () => {
    expect(findConversionBreak(counted(5, 5, 5))).toBeNull();
    expect(
      findConversionBreak(
        days([
          { clicks: 50, conversions: 0 },
          { clicks: 50, conversions: 0 },
        ]),
      ),
    ).toBeNull();
    expect(findConversionBreak(counted(0, 0, 9))).toBeNull();
    expect(findConversionBreak(counted(0, 0, 0, 0, 6))).toBeNull();
    const few = counted(0, 0, 0).map((day) => ({ ...day, conversions: day.conversions / 5 }));
    expect(findConversionBreak(few)).toBeNull();
    expect(findConversionBreak([])).toBeNull();
  });
});
