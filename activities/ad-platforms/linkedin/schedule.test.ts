import { describe, expect, it } from 'vitest';
import { momentOf, scheduleWith } from './schedule.ts';

const start = Date.parse('2026-12-01T00:00:00Z');
const end = Date.parse('2026-12-24T18:00:00Z');

describe('the schedule of a campaign', () => {
  it('moments are ISO texts, and none is none', () => {
    expect(momentOf(start)).toBe('2026-12-01T00:00:00.000Z');
    expect([momentOf(null), momentOf(undefined)]).toEqual([null, null]);
  });
  it('setting one moment keeps the other', () => {
    expect(scheduleWith({ start, end }, 'starts_at', '2026-12-02T00:00:00Z')).toEqual({
      start: start + 86_400_000,
      end,
    });
    expect(scheduleWith({ start }, 'ends_at', '2026-12-24T18:00:00.000Z')).toEqual({ start, end });
  });
  it('an empty text takes the end away', () => {
    expect(scheduleWith({ start, end }, 'ends_at', '')).toEqual({ start });
  });
  it('without a start there is no schedule, because LinkedIn demands one', () => {
    expect(scheduleWith({ start, end }, 'starts_at', '')).toBeNull();
    expect(scheduleWith(null, 'ends_at', '2026-12-24T18:00:00Z')).toBeNull();
  });
  it('a text that is no moment is none', () => {
    expect(scheduleWith({ start }, 'ends_at', 'at Christmas')).toBeNull();
  });
});
