import { describe, expect, it } from 'vitest';
import { findConversionBreak } from './conversion-break.ts';
import { findConversionLag } from './conversion-lag.ts';
import type { DayFigures } from './days.ts';

/** People who buy after pay day on Monday, and less and less until the next. */
const habit = [1.5, 1.4, 1.2, 1, 0.8, 0.6, 0.45] as const;

/** 21 full days of 200 clicks; `conversions` gets the days since each began, 21 for the oldest to 1 for the newest. */
function days(conversions: (age: number, index: number) => number): DayFigures[] {
  return [...Array(21).keys()].map((index) => ({
    ...{ dt: new Date(Date.UTC(2026, 1, 1 + index)).toISOString().slice(0, 10), spend: 100, impressions: 10_000 },
    ...{ clicks: 200, conversions: conversions(21 - index, index) },
  }));
}
/** So many conversions a day, up to a thirtieth more or less; the newest days show these shares of them, oldest first. */
const shown = (usual: number, ...shares: number[]) =>
  days((age, index) => {
    const share = shares.at(-age);
    return Math.round(share === undefined ? usual * (1 + ((index % 3) - 1) / 30) : usual * share);
  });

/** Counts of a Poisson process, the same on every machine. */
function chance(seed: number) {
  let state = seed;
  const uniform = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (state + 0.5) / 2 ** 32;
  };
  return (mean: number) => {
    for (let count = 0, waited = -Math.log(uniform()); ; count += 1, waited -= Math.log(uniform())) {
      if (waited > mean) return count;
    }
  };
}
/** In how many of 300 campaigns a lag is seen when chance decides about each conversion. */
function seenIn(usual: number, share: (age: number) => number): number {
  const count = chance(7);
  return [...Array(300)].filter(() => (findConversionLag(days((age) => count(usual * share(age))))?.margin ?? -1) > 0)
    .length;
}

describe('conversion lag', () => {
  it('is found where the newest days are the less complete the newer they are', () => {
    expect(findConversionLag(shown(30, 0.8, 0.6, 0.4))).toMatchObject({
      completeness: [0.4, 0.6, 0.8],
      settled_change_pct: expect.any(Number),
    });
  });

  it('is found at every hour: just after midnight the newest day is nearly empty, and that is no break', () => {
    for (const newest of [
      [0.95, 0.88, 0.73, 0.58, 0.4, 0.15],
      [0.96, 0.89, 0.79, 0.66, 0.5, 0.3],
      [0.98, 0.93, 0.85, 0.73, 0.58, 0.4],
    ]) {
      expect(findConversionLag(shown(60, ...newest)), `${newest}`).not.toBeNull();
    }
  });

  it('is not seen in steady days, in a real loss since any day of the week, or in a stop', () => {
    expect(findConversionLag(shown(30))).toBeNull();
    for (const since of [3, 4, 5, 6, 7, 8]) {
      expect(findConversionLag(shown(80, ...Array<number>(since).fill(0.5))), `${since} days`).toBeNull();
      expect(findConversionLag(shown(8, ...Array<number>(since).fill(0.03))), `${since} days of nothing`).toBeNull();
    }
  });

  it('is not seen where the week has this shape every time', () => {
    // At the end of such a week the newest days look just like days that are still filling up.
    for (const shift of [0, 1, 2, 3, 4, 5, 6]) {
      const weeks = days((_, index) => Math.round(60 * (habit[(index + shift) % 7] ?? 1)));
      expect(findConversionLag(weeks), `shifted by ${shift}`).toBeNull();
    }
  });

  it('is not claimed from fewer conversions than chance needs for the same', () => {
    expect(findConversionLag(shown(10, 0.8, 0.6, 0.4))).toBeNull();
    for (const usual of [5, 20, 80])
      expect(
        seenIn(usual, () => 1),
        `${usual} a day`,
      ).toBeLessThanOrEqual(6);
  });

  it('is seen through chance where there are enough conversions', () => {
    const midday = (age: number) => [0.3, 0.5, 0.66, 0.79, 0.89, 0.96][age - 1] ?? 1;
    expect(seenIn(80, midday)).toBeGreaterThan(290);
    expect(seenIn(80, (age) => (age <= 7 ? 0.6 : 1))).toBeLessThan(6);
  });

  it('leaves a stop of conversions to be called a break, at any number of them', () => {
    for (const usual of [6, 20, 80]) {
      const stopped = shown(usual, 0, 0, 0);
      expect([findConversionLag(stopped), findConversionBreak(stopped)?.days]).toEqual([null, 3]);
    }
  });

  it('needs a week before the days that are still open, conversions in it, and clicks', () => {
    expect(findConversionLag(shown(30, 0.8, 0.6, 0.4).slice(-13))).toBeNull();
    expect(findConversionLag(shown(0))).toBeNull();
    expect(findConversionLag([])).toBeNull();
    const silent = shown(30).map((day, index) => (index < 14 ? day : { ...day, clicks: 0, conversions: 0 }));
    expect(findConversionLag(silent)).toBeNull();
  });
});
