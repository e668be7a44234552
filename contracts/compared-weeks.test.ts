import { describe, expect, it } from 'vitest';
import { comparedWeeks } from './compared-weeks.ts';

const length = ({ since, until }: { readonly since: string; readonly until: string }) =>
  (Date.parse(until) - Date.parse(since)) / 86_400_000 + 1;

describe('the compared weeks', () => {
  it.each([
    ['2026-11-21', ['2026-11-14', '2026-11-20'], ['2026-11-07', '2026-11-13']],
    ['2026-03-01', ['2026-02-22', '2026-02-28'], ['2026-02-15', '2026-02-21']],
    ['2028-03-01', ['2028-02-23', '2028-02-29'], ['2028-02-16', '2028-02-22']],
    ['2026-01-05', ['2025-12-29', '2026-01-04'], ['2025-12-22', '2025-12-28']],
    // The clocks of Europe go back on the 25th of October; a week is a week all the same.
    ['2026-10-28', ['2026-10-21', '2026-10-27'], ['2026-10-14', '2026-10-20']],
  ])('of %s end on the day before and leave no gap', (today, current, previous) => {
    const [now, before] = comparedWeeks(today);
    expect([now.since, now.until]).toEqual(current);
    expect([before.since, before.until]).toEqual(previous);
  });

  it('have seven days each, whatever the day', () => {
    for (let index = 0; index < 800; index += 1) {
      const today = new Date(Date.UTC(2026, 0, 1) + index * 86_400_000).toISOString().slice(0, 10);
      const [now, before] = comparedWeeks(today);
      expect([length(now), length(before)]).toEqual([7, 7]);
      expect(now.until < today && before.until < now.since).toBe(true);
    }
  });
});
