import { assert, constantFrom, date, integer, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changeFromLog } from './change-in-our-terms.ts';
import type { LoggedChange } from './change-log.ts';
import { statusFromWire } from './entities.ts';
import { adGroupWire } from './schemas.ts';
import { minorFromWire, wireFromMinor } from './wire-money.ts';
import { momentFromWire, wireFromIso, wireFromMoment } from './wire-time.ts';

const currencies = ['USD', 'EUR', 'JPY', 'HUF', 'KWD', 'UGX', 'CLP', 'ZZZ'];

describe('money on the wire', () => {
  it('of any currency comes back as it went, also through the text of a JSON number', () => {
    assert(
      property(integer({ min: 0, max: 1e11 }), constantFrom(...currencies), (minor, currency) => {
        const wire: unknown = JSON.parse(JSON.stringify({ budget: wireFromMinor(minor, currency) }));
        expect(minorFromWire(adGroupWire.pick({ budget: true }).parse(wire).budget ?? -1, currency)).toBe(minor);
      }),
    );
  });
  it('is in major units with no more digits than the currency has', () => {
    assert(
      property(integer({ min: 1, max: 1e9 }), constantFrom(...currencies), (minor, currency) => {
        const digits = { JPY: 0, UGX: 0, CLP: 0, KWD: 3 }[currency] ?? 2;
        expect(String(wireFromMinor(minor, currency))).toMatch(new RegExp(`^\\d+(\\.\\d{1,${digits || 1}})?$`));
        if (digits === 0) expect(wireFromMinor(minor, currency)).toBe(minor);
      }),
    );
  });
  it.each([
    [460, 'USD', 46_000],
    [2.88, 'USD', 288],
    [0.1 + 0.2, 'USD', 30],
    [1.005, 'USD', 101],
    [12.345, 'KWD', 12_345],
    [99.5, 'JPY', 100],
  ])('%d %s are %d minor units', (major, currency, minor) => {
    expect(minorFromWire(major, currency)).toBe(minor);
  });
});

describe('moments on the wire', () => {
  const moments = date({ min: new Date('1970-01-01'), max: new Date('2099-12-31'), noInvalidDate: true });
  it('come back as they went, to the second and in UTC', () => {
    assert(
      property(moments, (moment) => {
        const second = new Date(Math.floor(moment.getTime() / 1000) * 1000);
        expect(wireFromMoment(second)).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/);
        expect(momentFromWire(wireFromMoment(second))).toBe(second.toISOString());
        expect(wireFromIso(second.toISOString())).toBe(wireFromMoment(second));
      }),
    );
  });
  it('either go out exactly or not at all', () => {
    assert(
      property(moments, (moment) => {
        if (moment.getTime() % 1000 === 0) return;
        expect(() => wireFromIso(moment.toISOString())).toThrow(expect.objectContaining({ code: 'PLATFORM_REFUSED' }));
      }),
    );
  });
  it.each([null, undefined, '', 'soon', '12', '2026-13-01 00:00:00', '2026-11-01'])('%j is no moment', (text) => {
    expect(momentFromWire(text)).toBeNull();
  });
});

describe('an entry of the change log', () => {
  const account = { account_id: '1', currency: 'USD', now: () => new Date('2026-11-21T12:00:30Z') };
  const entry = (more: Partial<LoggedChange>, mode: string | null = 'BUDGET_MODE_DAY', app: string | null = '75') =>
    changeFromLog(
      {
        ...{ time: '2026-11-21 11:05', object_id: '1', topic: 'Budget & Schedule', name: 'Budget' },
        ...{ before: '1,234.56 USD', after: '20 USD', operator: null, app_id: '75' },
        ...more,
      },
      mode,
      account,
      app,
    );
  it('is never earlier than what it tells of, and never later than now', () => {
    expect(entry({}).at).toBe('2026-11-21T11:05:59.000Z');
    expect(entry({ time: '2026-11-21 12:00' }).at).toBe('2026-11-21T12:00:30.000Z');
    expect(entry({ time: 'just now' }).at).toBe('2026-11-21T12:00:30.000Z');
  });
  it('of a budget is about the kind of budget that the thing holds', () => {
    const fields = ['BUDGET_MODE_DAY', 'BUDGET_MODE_TOTAL', 'BUDGET_MODE_INFINITE', null].map((mode) =>
      entry({}, mode),
    );
    expect(fields.map((each) => [each.field, each.before])).toEqual([
      ['daily_budget_minor', 123_456],
      ['lifetime_budget_minor', 123_456],
      ['other', '1,234.56 USD'],
      ['other', '1,234.56 USD'],
    ]);
  });
  it('of an amount that cannot be read has none', () => {
    expect(entry({ before: 'No limit', after: null })).toMatchObject({ before: null, after: null });
  });
  it('of a status is in our words', () => {
    const topic = 'On/Off Status';
    expect(entry({ topic, before: 'Paused', after: 'Enabled' })).toMatchObject({
      ...{ field: 'status', before: 'paused', after: 'active' },
    });
    expect(entry({ topic, before: 'In review', after: null })).toMatchObject({ before: 'other', after: null });
  });
  it('is ours when it came through our app, and never when we do not know it', () => {
    expect([entry({}).ours, entry({ app_id: '76' }).ours, entry({ app_id: null }).ours]).toEqual([true, false, false]);
    expect([entry({}, null, null).ours, entry({ app_id: null }, null, null).ours]).toEqual([false, false]);
  });
});

it.each(['constructor', '__proto__', 'toString', ''])('a status %j of the wire is none that we know', (word) => {
  expect(statusFromWire(word)).toBe('other');
});
