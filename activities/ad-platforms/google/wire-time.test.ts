import { assert, constantFrom, integer, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exactLocal, localFromMoment, momentFromLocal } from './wire-time.ts';

describe('times of the account', () => {
  it.each([
    ['2026-11-21T12:00:00.000Z', 'Europe/Berlin', '2026-11-21 13:00:00'],
    ['2026-07-01T22:30:15.000Z', 'Europe/Berlin', '2026-07-02 00:30:15'],
    ['2026-11-21T12:00:00.000Z', 'Asia/Kolkata', '2026-11-21 17:30:00'],
    ['2026-11-21T12:00:00.000Z', 'America/Los_Angeles', '2026-11-21 04:00:00'],
    ['2026-11-21T00:00:00.000Z', 'UTC', '2026-11-21 00:00:00'],
    ['2026-11-21T12:00:00.000Z', 'Pacific/Kiritimati', '2026-11-22 02:00:00'],
  ])('%s in %s is %s, and back', (iso, timezone, local) => {
    expect(localFromMoment(new Date(iso), timezone)).toBe(local);
    expect(momentFromLocal(local, timezone)).toBe(iso);
    expect(exactLocal(iso, timezone)).toBe(local);
  });
  it.each([
    ['2026-11-20 10:14:02.123456', '2026-11-20T09:14:02.000Z'],
    ['2026-11-20', '2026-11-19T23:00:00.000Z'],
    ['2026-11-20T10:00:00', '2026-11-20T09:00:00.000Z'],
    ['20 November', null],
    ['', null],
  ])('%j is %j', (local, iso) => {
    expect(momentFromLocal(local, 'Europe/Berlin')).toBe(iso);
  });
  it('of an hour that comes twice the first is meant, and the second cannot be said', () => {
    expect(momentFromLocal('2026-10-25 02:30:00', 'Europe/Berlin')).toBe('2026-10-25T00:30:00.000Z');
    expect(exactLocal('2026-10-25T00:30:00.000Z', 'Europe/Berlin')).toBe('2026-10-25 02:30:00');
    expect(() => exactLocal('2026-10-25T01:30:00.000Z', 'Europe/Berlin')).toThrow(
      expect.objectContaining({
        code: 'PLATFORM_REFUSED',
        details: expect.objectContaining({ timezone: 'Europe/Berlin' }),
      }),
    );
  });
  it('an hour that does not exist is some moment beside it, not an error', () => {
    expect(momentFromLocal('2026-03-29 02:30:00', 'Europe/Berlin')).toMatch(/^2026-03-29T0[01]:30:00/);
  });
  it('whatever can be said exactly comes back as it was', () => {
    const zones = ['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'UTC'];
    const seconds = integer({ min: Date.UTC(2025, 0) / 1000, max: Date.UTC(2028, 0) / 1000 });
    assert(
      property(seconds, constantFrom(...zones), (second, timezone) => {
        const iso = new Date(second * 1000).toISOString();
        let local: string;
        try {
          local = exactLocal(iso, timezone);
        } catch (error) {
          expect(error).toMatchObject({ code: 'PLATFORM_REFUSED' });
          return;
        }
        expect(momentFromLocal(local, timezone)).toBe(iso);
      }),
    );
  });
});
