import { assert, integer, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { siteHealthSchema } from '../../../contracts/reasoning/campaign-past.ts';
import { independentCount } from './independent-count.ts';

const look = (platform: readonly [number | null, number | null], analytics: readonly [number | null, number | null]) =>
  independentCount(
    { before: platform[0], value: platform[1] },
    siteHealthSchema.parse({
      ...{ analytics_source: 'ga4', previous_analytics_conversions: analytics[0], analytics_conversions: analytics[1] },
    }),
  );

describe('what web analytics says of fewer conversions', () => {
  it.each<[string, readonly [number, number], readonly [number, number], 'apart' | 'alike' | null]>([
    ['one tag of two is gone', [91, 21], [95, 94], 'apart'],
    ['the platform hears of none, analytics of as many', [91, 0], [95, 94], 'apart'],
    ['analytics counts fewer than the platform ever did, and keeps them', [400, 100], [120, 118], 'apart'],
    ['both lost a half', [200, 100], [210, 108], 'alike'],
    ['both stopped', [91, 0], [95, 0], 'alike'],
    ['the platform lost what late conversions would leave open, analytics nothing', [400, 300], [400, 400], null],
    ['exactly four of ten are lost, which is not over it', [100_000, 60_000], [100_000, 100_000], null],
    ['a third is lost, analytics kept it', [1000, 670], [1000, 1000], null],
    ['too few to tell', [6, 2], [6, 6], null],
    ['a fall that chance explains', [20, 17], [20, 20], null],
    ['nothing fell', [91, 92], [95, 40], null],
    ['analytics lost a little, the platform more: neither is sure', [100, 60], [100, 92], null],
  ])('%s', (_, platform, analytics, says) => {
    expect(look(platform, analytics)?.says ?? null).toBe(says);
  });

  it('hands on what was counted and by whom', () => {
    expect(look([91, 21], [95, 94])).toEqual({ says: 'apart', source: 'ga4', conversions: 94, before: 95 });
    const unnamed = siteHealthSchema.parse({ analytics_conversions: 94, previous_analytics_conversions: 95 });
    expect(independentCount({ before: 91, value: 21 }, unnamed)?.source).toBe('web analytics');
  });

  it.each([
    ['no look at the site', null],
    ['no analytics', siteHealthSchema.parse({ tag_found: false })],
    ['analytics of this week only', siteHealthSchema.parse({ analytics_conversions: 94 })],
    ['analytics of the week before only', siteHealthSchema.parse({ previous_analytics_conversions: 94 })],
    [
      'analytics that never counted anything',
      siteHealthSchema.parse({ analytics_conversions: 0, previous_analytics_conversions: 0 }),
    ],
  ])('says nothing with %s', (_, site) => {
    expect(independentCount({ before: 91, value: 21 }, site)).toBeNull();
  });

  it.each([
    ['this week', [91, null]],
    ['the week before', [null, 21]],
    ['a week before with anything in it', [0, 0]],
  ] as const)('says nothing where the platform does not tell %s', (_, platform) => {
    expect(look(platform, [95, 94])).toBeNull();
  });

  it('never says that counting broke where analytics fell by as much or more', () => {
    const count = integer({ min: 0, max: 5_000 });
    assert(
      property(integer({ min: 1, max: 5_000 }), count, integer({ min: 0, max: 100 }), (before, value, more) => {
        const lost = Math.max(0, value - more);
        expect(look([before, value], [before, lost])?.says).not.toBe('apart');
      }),
    );
  });

  it('is never less sure of a broken count the more analytics has', () => {
    const count = integer({ min: 0, max: 400 });
    assert(
      property(
        integer({ min: 1, max: 400 }),
        count,
        count,
        integer({ min: 0, max: 400 }),
        (before, value, now, more) => {
          if (look([before, value], [before, now])?.says === 'apart')
            expect(look([before, value], [before, now + more])?.says).toBe('apart');
        },
      ),
    );
  });
});
