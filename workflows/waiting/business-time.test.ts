import { assert, date, integer, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BusinessCalendar } from '../../contracts/plan/index.ts';
import { afterBusinessDays, nextOpening } from './business-time.ts';

const calendar = (more: Partial<BusinessCalendar> = {}): BusinessCalendar => ({
  timezone: 'Europe/Berlin',
  days: [1, 2, 3, 4, 5],
  from_minute: 9 * 60,
  to_minute: 17 * 60,
  holidays: [],
  ...more,
});
const at = (text: string) => Date.parse(text);
const iso = (instant_ms: number) => new Date(instant_ms).toISOString().replace(':00.000Z', 'Z');
const opens = (text: string, more: Partial<BusinessCalendar> = {}) => iso(nextOpening(calendar(more), at(text)));
const later = (text: string, days: number, more: Partial<BusinessCalendar> = {}) =>
  iso(afterBusinessDays(calendar(more), at(text), days));

describe('the next opening', () => {
  it('is now when it is open', () => expect(opens('2026-03-04T10:30:00Z')).toBe('2026-03-04T10:30Z'));
  it('is this morning before it', () => expect(opens('2026-03-04T03:00:00Z')).toBe('2026-03-04T08:00Z'));
  it('is the next day at closing time to the minute', () => {
    expect(opens('2026-03-04T15:59:00Z')).toBe('2026-03-04T15:59Z');
    expect(opens('2026-03-04T16:00:00Z')).toBe('2026-03-05T08:00Z');
  });
  it('is on Monday after a Friday evening', () => expect(opens('2026-03-06T20:00:00Z')).toBe('2026-03-09T08:00Z'));
  it('is by the date of the place, not of UTC', () => {
    const tokyo = { timezone: 'Asia/Tokyo' };
    expect(opens('2026-03-08T23:00:00Z', tokyo)).toBe('2026-03-09T00:00Z');
    expect(opens('2026-03-06T10:00:00Z', { timezone: 'Pacific/Auckland' })).toBe('2026-03-08T20:00Z');
  });
  it('passes over holidays, also a whole week of them', () => {
    expect(opens('2026-03-04T20:00:00Z', { holidays: ['2026-03-05'] })).toBe('2026-03-06T08:00Z');
    const holidays = ['2026-03-09', '2026-03-10', '2026-03-11', '2026-03-12', '2026-03-13'];
    expect(opens('2026-03-06T20:00:00Z', { holidays })).toBe('2026-03-16T08:00Z');
  });
  it('is found when one day of the week is open and that falls on holidays again and again', () => {
    const holidays = ['2026-03-09', '2026-03-16', '2026-03-23'];
    expect(opens('2026-03-03T00:00:00Z', { days: [1], holidays })).toBe('2026-03-30T07:00Z');
  });
  it('keeps its wall time when clocks change: an hour earlier by UTC in summer', () => {
    expect(opens('2026-03-27T20:00:00Z')).toBe('2026-03-30T07:00Z');
    expect(opens('2026-10-23T20:00:00Z')).toBe('2026-10-26T08:00Z');
  });
  it('at an hour that the clocks skip is right after the gap', () => {
    const night = { days: [7], from_minute: 150, to_minute: 300 };
    expect(opens('2026-03-28T12:00:00Z', night)).toBe('2026-03-29T01:30Z');
    expect(opens('2026-03-22T00:00:00Z', night)).toBe('2026-03-22T01:30Z');
  });
  it('at an hour that comes twice is one of the two', () => {
    const night = { days: [7], from_minute: 150, to_minute: 300 };
    expect(['2026-10-25T00:30Z', '2026-10-25T01:30Z']).toContain(opens('2026-10-24T12:00:00Z', night));
  });
  it('of a calendar that is always open is now', () => {
    const always = { days: [1, 2, 3, 4, 5, 6, 7], from_minute: 0, to_minute: 1440 };
    expect(opens('2026-03-07T23:59:00Z', always)).toBe('2026-03-07T23:59Z');
  });
});

describe('so many business days later', () => {
  it('is the same time of the day', () => expect(later('2026-03-03T10:15:00Z', 2)).toBe('2026-03-05T10:15Z'));
  it('leaves out weekends and holidays', () => {
    expect(later('2026-03-06T10:15:00Z', 2)).toBe('2026-03-10T10:15Z');
    expect(later('2026-03-06T10:15:00Z', 2, { holidays: ['2026-03-09'] })).toBe('2026-03-11T10:15Z');
  });
  it('counts from the next opening when it is closed', () => {
    expect(later('2026-03-06T20:00:00Z', 2)).toBe('2026-03-11T08:00Z');
    expect(later('2026-03-07T12:00:00Z', 1)).toBe('2026-03-10T08:00Z');
  });
  it('keeps the wall time over a change of the clocks', () => {
    expect(later('2026-03-27T09:00:00Z', 1)).toBe('2026-03-30T08:00Z');
    expect(later('2026-10-23T08:00:00Z', 1)).toBe('2026-10-26T09:00Z');
  });
});

describe('whatever the moment', () => {
  const moments = date({ min: new Date('2020-01-01'), max: new Date('2040-01-01'), noInvalidDate: true });
  const zones = ['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kolkata', 'UTC'];

  it('the next opening is open, not before it, and the next opening of itself', () => {
    assert(
      property(moments, integer({ min: 0, max: zones.length - 1 }), (moment, index) => {
        const place = calendar({ timezone: zones[index] ?? 'UTC' });
        const opening = nextOpening(place, moment.getTime());
        expect(opening).toBeGreaterThanOrEqual(moment.getTime());
        expect(nextOpening(place, opening)).toBe(opening);
      }),
      { numRuns: 150 },
    );
  });

  it('more business days are never earlier, and one after another is the sum', () => {
    assert(
      property(moments, integer({ min: 1, max: 12 }), (moment, days) => {
        const place = calendar({ timezone: 'America/New_York' });
        const one = afterBusinessDays(place, moment.getTime(), 1);
        expect(afterBusinessDays(place, one, days)).toBe(afterBusinessDays(place, moment.getTime(), days + 1));
        expect(one).toBeGreaterThan(moment.getTime());
      }),
      { numRuns: 100 },
    );
  });
});
