import { describe, expect, it } from 'vitest';
import { dayIn, daysBefore, lastDays } from './account-day.ts';

describe('days of an account', () => {
  it('a day belongs to the account’s own time zone', () => {
    const evening = new Date('2026-11-20T20:00:00Z');
    expect(dayIn('UTC', evening)).toBe('2026-11-20');
    expect(dayIn('Asia/Tokyo', evening)).toBe('2026-11-21');
    expect(dayIn('America/Los_Angeles', new Date('2026-11-20T03:00:00Z'))).toBe('2026-11-19');
  });
  it('counting back crosses months, leap days and clock changes', () => {
    expect(daysBefore('2026-03-01', 1)).toBe('2026-02-28');
    expect(daysBefore('2028-03-01', 1)).toBe('2028-02-29');
    expect(daysBefore('2026-10-26', 1)).toBe('2026-10-25');
  });
  it('one day is today alone', () => {
    expect(lastDays('UTC', new Date('2026-11-20T20:00:00Z'), 1)).toEqual({ since: '2026-11-20', until: '2026-11-20' });
  });
});
