import { assert, integer, property, shuffledSubarray, uniqueArray } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { campaignContextSchema } from '../../../contracts/reasoning/campaign-context.ts';
import { cleanDays, dateAfter, daysBack, momentOf } from './days.ts';

const day = (dt: string, spend = 400) => ({
  dt,
  spend,
  impressions: spend * 50,
  clicks: spend,
  conversions: spend / 20,
});
const given = (some: readonly ReturnType<typeof day>[]) =>
  campaignContextSchema.parse({ campaign_id: 'c', campaign_metrics: { campaign_id: 'c', days: some } }).campaign_metrics
    ?.days ?? [];
const some = (ago: readonly number[]) => given(ago.map((each) => day(dateAfter('2026-02-28', -each))));
const at = '2026-03-01T09:00:00.000Z';

describe('dates', () => {
  it.each([
    ['2026-02-28', 1, '2026-03-01'],
    ['2024-02-28', 1, '2024-02-29'],
    ['2026-01-01', -1, '2025-12-31'],
    ['2026-03-29', 1, '2026-03-30'],
  ])('%s and %d days is %s', (date, days, other) => {
    expect(dateAfter(date, days)).toBe(other);
    expect(dateAfter(other, -days)).toBe(date);
  });
});

describe('the days that count', () => {
  it('are the same, oldest first, whatever the order and however often they came', () => {
    const ago = uniqueArray(integer({ min: 0, max: 40 }), { minLength: 1, maxLength: 20 });
    assert(
      property(ago, shuffledSubarray([0, 1, 2, 3], { minLength: 1 }), (numbers, again) => {
        const rows = some(numbers);
        const twice = [...again.flatMap((index) => rows.slice(index, index + 1)), ...rows].reverse();
        const [once, more] = [cleanDays(rows, at), cleanDays(twice, at)];
        expect(more.days).toEqual(once.days);
        expect(once.days.map((each) => each.dt)).toEqual(rows.map((each) => each.dt).sort());
        expect(more.repeated).toBe(twice.length - rows.length);
      }),
    );
  });

  it('leave out what lies in the future, and name what contradicts itself', () => {
    const rows = given([day('2026-02-27'), day('2026-02-27', 10), day('2026-02-28'), day('2026-03-02')]);
    const clean = cleanDays(rows, at);
    expect(clean.days.map((each) => each.dt)).toEqual(['2026-02-27', '2026-02-28']);
    expect([clean.future, clean.contradicted]).toEqual([['2026-03-02'], ['2026-02-27']]);
    expect(cleanDays(rows, null).future).toEqual([]);
  });

  it('count gaps and idle days among the newest fourteen', () => {
    const rows = [...some([0, 1, 2, 3, 5, 8, 13, 30]), ...given([day(dateAfter('2026-02-28', -4), 0)])];
    expect(cleanDays(rows, at)).toMatchObject({ missing: 6, idle: 1 });
    expect(cleanDays([], at)).toMatchObject({ days: [], missing: 0, idle: 0 });
  });

  it('are taken by the calendar, not by their number', () => {
    const { days } = cleanDays(some([0, 1, 3, 7, 9]), at);
    expect(daysBack(days, 0, 7).map((each) => each.dt)).toEqual(['2026-02-25', '2026-02-27', '2026-02-28']);
    expect(daysBack(days, 7, 7).map((each) => each.dt)).toEqual(['2026-02-19', '2026-02-21']);
    expect(daysBack([], 0, 7)).toEqual([]);
  });
});

describe('the moment of a context', () => {
  it.each([
    ['its own', { at, site_health: { checked_at: '2026-03-04T00:00:00.000Z' } }, at],
    [
      'the newest of its sources',
      { site_health: { checked_at: '2026-03-04T00:00:00.000Z' } },
      '2026-03-04T00:00:00.000Z',
    ],
    ['none where it names none', {}, null],
  ])('is %s', (_, more, moment) => {
    expect(momentOf(campaignContextSchema.parse({ campaign_id: 'c', ...more }))).toBe(moment);
  });
});
