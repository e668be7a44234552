import { describe, expect, it } from 'vitest';
import { HOUR } from './calendar.ts';
import type { Cell } from './cell.ts';
import { daysBetween, totalsOf } from './report.ts';

const start = Date.parse('2026-11-20T10:00:00Z');
const cell = (parts: Partial<Cell> = {}): Cell => ({
  start,
  date: '2026-11-20',
  hour: 10,
  ad_id: '1',
  impressions: 1000,
  clicks: 20,
  spend_minor: 3000,
  conversions: [],
  pool: 2000,
  campaign_pool: 4000,
  impression_share: 0.7,
  lost_to_budget: 0,
  attention: { engagements: 48, video_plays: 620, video_completions: 173 },
  ...parts,
});
const conversion = (at: number, reported_at: number) => ({ at, reported_at, revenue_minor: 10_000 });

describe('a report', () => {
  it('adds up whole hours', () => {
    const totals = totalsOf([cell(), cell({ start: start + HOUR, hour: 11 })], start + 5 * HOUR, false);
    expect(totals).toMatchObject({ impressions: 2000, clicks: 40, spend_minor: 6000 });
  });

  it('of the running hour shows only the part that has passed', () => {
    const totals = totalsOf([cell()], start + HOUR / 4, false);
    expect(totals).toMatchObject({ impressions: 250, clicks: 5, spend_minor: 750 });
  });

  it('never takes back what it has shown, as time passes', () => {
    const cells = [cell({ conversions: [conversion(start, start + HOUR), conversion(start, start + 3 * HOUR)] })];
    let last = totalsOf(cells, start, false);
    for (let minutes = 10; minutes <= 300; minutes += 10) {
      const next = totalsOf(cells, start + minutes * 60_000, false);
      for (const name of ['impressions', 'clicks', 'spend_minor', 'conversions', 'revenue_minor'] as const) {
        expect(next[name], `${name} after ${minutes} minutes`).toBeGreaterThanOrEqual(last[name]);
      }
      last = next;
    }
    expect(last).toMatchObject({ conversions: 2, revenue_minor: 20_000 });
  });

  it('shows a conversion from the moment of its report', () => {
    const cells = [cell({ conversions: [conversion(start, start + 2 * HOUR)] })];
    expect(totalsOf(cells, start + 2 * HOUR - 1, false).conversions).toBe(0);
    expect(totalsOf(cells, start + 2 * HOUR, false).conversions).toBe(1);
  });

  it('reaches fewer people over two days than on both added up, but no fewer than on one', () => {
    const first = cell();
    const second = cell({ start: start + 24 * HOUR, date: '2026-11-21' });
    const later = start + 100 * HOUR;
    const one = totalsOf([first], later, false).reach;
    const both = totalsOf([first, second], later, false).reach;
    expect(both).toBeLessThan(2 * one);
    expect(both).toBeGreaterThanOrEqual(one);
  });

  it('takes the campaign’s pool for the campaign and the ad’s for the ad', () => {
    const later = start + 2 * HOUR;
    expect(totalsOf([cell()], later, true).reach).toBeGreaterThan(totalsOf([cell()], later, false).reach);
  });

  it('of nothing is nothing', () => {
    const nothing = {
      impressions: 0,
      clicks: 0,
      spend_minor: 0,
      conversions: 0,
      revenue_minor: 0,
      reach: 0,
      frequency: 0,
      ...{ engagements: 0, video_plays: 0, video_completions: 0 },
    };
    expect(totalsOf([], start, true)).toEqual(nothing);
  });
});

it('counts both ends of a range of days', () => {
  expect(daysBetween('2026-11-20', '2026-11-20')).toBe(1);
  expect(daysBetween('2026-02-27', '2026-03-01')).toBe(3);
});
