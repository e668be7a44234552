import { array, assert, integer, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { windowsOf } from './windows.ts';

const stretch = (since: string, until: string, campaign_id = 'c') => ({
  ...{ campaign_id, campaign_name: 'C', since, until, days: 1, missing: 0, reason: 'late' as const },
});
const spans = (windows: ReturnType<typeof windowsOf>) => windows.map(({ since, until, days }) => [since, until, days]);

describe('the windows of some days', () => {
  it('are cut from the newest day on, so that the short one is the oldest', () => {
    expect(spans(windowsOf([stretch('2026-08-06', '2026-11-03')], 30))).toEqual([
      ['2026-10-05', '2026-11-03', 30],
      ['2026-09-05', '2026-10-04', 30],
      ['2026-08-06', '2026-09-04', 30],
    ]);
    expect(spans(windowsOf([stretch('2026-11-01', '2026-11-03')], 2))).toEqual([
      ['2026-11-02', '2026-11-03', 2],
      ['2026-11-01', '2026-11-01', 1],
    ]);
  });
  it('join what touches, and leave apart what does not', () => {
    const touching = [stretch('2026-10-01', '2026-10-05'), stretch('2026-10-06', '2026-10-09')];
    expect(spans(windowsOf(touching, 30))).toEqual([['2026-10-01', '2026-10-09', 9]]);
    const apart = [stretch('2026-10-01', '2026-10-05'), stretch('2026-10-07', '2026-10-09')];
    expect(spans(windowsOf(apart, 30))).toEqual([
      ['2026-10-07', '2026-10-09', 3],
      ['2026-10-01', '2026-10-05', 5],
    ]);
  });
  it('come newest first over all campaigns', () => {
    const both = [stretch('2026-09-01', '2026-11-03', 'a'), stretch('2026-10-20', '2026-11-03', 'b')];
    expect(windowsOf(both, 30).map(({ campaign_id, until }) => [campaign_id, until])).toEqual([
      ['a', '2026-11-03'],
      ['b', '2026-11-03'],
      ['a', '2026-10-04'],
      ['a', '2026-09-04'],
    ]);
  });
  it('hold every wanted day once, whatever is wanted, across changes of the clock and of the year', () => {
    const dayOf = (index: number) => new Date(Date.UTC(2026, 9, 1) + index * 86_400_000).toISOString().slice(0, 10);
    const wish = array(integer({ min: 0, max: 130 }), { minLength: 1, maxLength: 60 });
    assert(
      property(wish, integer({ min: 1, max: 40 }), (indexes, most) => {
        const wanted = [...new Set(indexes)].map(dayOf).toSorted();
        const windows = windowsOf(
          wanted.map((dt) => stretch(dt, dt)),
          most,
        );
        const held = windows.flatMap(({ since, days }) =>
          Array.from({ length: days }, (_, index) =>
            new Date(Date.parse(`${since}T00:00:00Z`) + index * 86_400_000).toISOString().slice(0, 10),
          ),
        );
        expect(held.toSorted()).toEqual(wanted);
        expect(windows.every((each) => each.days <= most)).toBe(true);
      }),
    );
  });
});
