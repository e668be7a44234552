import { describe, expect, it } from 'vitest';
import { minorFromReport, minorFromWire, wireFromMinor } from './wire-money.ts';

describe('money on Meta’s wire', () => {
  it('dollars travel in cents both ways', () => {
    expect(minorFromWire(40_000, 'USD')).toBe(40_000);
    expect(wireFromMinor(40_000, 'USD')).toBe(40_000);
  });
  it('yen travel whole both ways', () => {
    expect(minorFromWire(60_000, 'JPY')).toBe(60_000);
    expect(wireFromMinor(60_000, 'JPY')).toBe(60_000);
  });
  it('forints have cents with us and none on the wire', () => {
    expect(minorFromWire(123, 'HUF')).toBe(12_300);
    expect(wireFromMinor(12_300, 'HUF')).toBe(123);
  });
  it('an amount that Meta cannot hold exactly is refused before anything is sent', () => {
    expect(() => wireFromMinor(12_345, 'HUF')).toThrow(expect.objectContaining({ code: 'PLATFORM_REFUSED' }));
  });
  it('spend in reports is in major units, also for yen', () => {
    expect(minorFromReport(12.34, 'USD')).toBe(1234);
    expect(minorFromReport(812, 'JPY')).toBe(812);
  });
});
