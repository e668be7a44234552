import { describe, expect, it } from 'vitest';
import type { DayFigures } from '../collect/collected-metrics.ts';
import { findConversionBreak, findConversionLag } from './conversion-signals.ts';

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
    const few = counted(0, 0, 0).map((day) => ({ ...day, conversions: day.conversions / 5 }));
    expect(findConversionBreak(few)).toBeNull();
    expect(findConversionBreak([])).toBeNull();
  });
});

describe('conversion lag', () => {
  it('is found where the newest days are the less complete the newer they are', () => {
    expect(findConversionLag(counted(8, 6, 4))).toEqual({
      completeness: [0.4, 0.6, 0.8],
      settled_change_pct: expect.any(Number),
    });
  });

  it('is not seen in steady days, in a loss that began earlier, or without history', () => {
    expect(findConversionLag(counted(10, 10, 10))).toBeNull();
    expect(findConversionLag(counted(4, 4, 4, 4, 4, 4, 3, 2))).toBeNull();
    expect(findConversionLag(counted(8, 6, 4).slice(-9))).toBeNull();
    expect(findConversionLag(days([]).map((day) => ({ ...day, conversions: 0 })))).toBeNull();
  });
});
