import { describe, expect, it } from 'vitest';
import { actionId } from '../../contracts/action.ts';
import { entityTypeSchema, writableFieldSchema } from '../../contracts/change-set.ts';
import { platformSchema } from '../../contracts/platform.ts';
import type { PlatformAbility } from '../../contracts/platform-capabilities.ts';
import { actionCatalog } from '../catalog.action.ts';
import { adPlatforms } from './platforms.action.ts';

const levels = entityTypeSchema.options;
const fields = writableFieldSchema.options;
type Field = (typeof fields)[number];
/** Which field each ability writes; what reads or sends writes none. */
const written: Readonly<Record<PlatformAbility, readonly Field[]>> = {
  set_daily_budget: ['daily_budget_minor'],
  set_lifetime_budget: ['lifetime_budget_minor'],
  set_bid: ['bid_amount_minor'],
  set_status: ['status'],
  rotate_creative: ['creative_id'],
  upload_creative: ['content_digest'],
  set_schedule: ['starts_at', 'ends_at'],
  include_audiences: ['included_audience_ids'],
  exclude_audiences: ['excluded_audience_ids'],
  audience_expansion: ['audience_expansion'],
  ...{ send_conversions: [], read_insights: [], read_hours: [], read_changes: [], read_launch: [], read_reach: [] },
  read_auction_insights: [],
  read_ad_copy: [],
};
const isAbility = (name: string): name is PlatformAbility => Object.hasOwn(written, name);
const abilities = Object.keys(written).filter(isAbility);
const actions = actionCatalog.map((each) => ({ id: actionId(each), needs: each.needs ?? [] }));

describe('every platform', () => {
  it('that the contract names is there once, and no other', () => {
    expect(adPlatforms.map(({ platform }) => platform).toSorted()).toEqual(platformSchema.options.toSorted());
  });

  it('is named by a label of its own', () => {
    expect(new Set(adPlatforms.map(({ label }) => label)).size).toBe(adPlatforms.length);
  });
});

describe.each(adPlatforms.map(({ platform, capabilities }) => [platform, capabilities] as const))(
  'what %s can do',
  (_, capabilities) => {
    const writes = (field: Field) => levels.filter((level) => capabilities.writable[level].includes(field));

    it.each(abilities)('%s goes with the fields that it writes: all of them, or none', (ability) => {
      for (const field of written[ability]) {
        expect([field, writes(field).length > 0]).toEqual([field, capabilities.abilities.includes(ability)]);
      }
    });

    it('is said once: no ability, field or owner of budgets twice', () => {
      const lists = [
        capabilities.abilities,
        capabilities.budget_owners,
        ...levels.map((level) => capabilities.writable[level]),
      ];
      for (const list of lists) expect(new Set<string>(list).size).toBe(list.length);
    });

    it('holds budgets just where budgets can be written', () => {
      const owners = levels.filter((level) =>
        capabilities.writable[level].some((field) => field.endsWith('_budget_minor')),
      );
      expect(owners.toSorted()).toEqual(capabilities.budget_owners.toSorted());
    });

    it('writes nothing on a level that it has no name for', () => {
      for (const level of ['ad_set', 'ad'] as const) {
        if (capabilities.names[level] === null) expect(capabilities.writable[level]).toEqual([]);
      }
    });

    it('makes a creative only of content, and gives content to nothing else', () => {
      expect(writes('content_digest').filter((level) => level !== 'creative')).toEqual([]);
      expect(capabilities.writable.creative.filter((field) => field !== 'content_digest')).toEqual([]);
      expect(writes('creative_id').filter((level) => level !== 'ad')).toEqual([]);
    });

    it('can stop everything that it can start: whoever writes money can pause it', () => {
      for (const owner of capabilities.budget_owners) expect(capabilities.writable[owner]).toContain('status');
    });

    it('counts a day at its worst: never less than the budget, never more than twice of it', () => {
      expect(capabilities.daily_overspend_factor).toBeGreaterThanOrEqual(1);
      expect(capabilities.daily_overspend_factor).toBeLessThanOrEqual(2);
      expect(capabilities.conversion_lag_days).toBeLessThanOrEqual(90);
    });

    it('tells hours, changes and learning only of what it tells days', () => {
      const reads = (ability: PlatformAbility) => capabilities.abilities.includes(ability);
      if (reads('read_hours') || capabilities.impression_share || capabilities.reach) {
        expect(reads('read_insights')).toBe(true);
      }
    });
  },
);

describe('what the platforms say of themselves', () => {
  const of = (name: string) => adPlatforms.find(({ platform }) => platform === name)?.capabilities;
  const told = (name: string) => {
    const found = of(name);
    return (
      found && [found.daily_overspend_factor, found.dry_run, found.creation_guard, found.impression_share, found.reach]
    );
  };

  it.each([
    ['meta_ads', [1.75, true, 'none', false, true]],
    ['google_ads', [2, true, 'unique_name', true, false]],
    ['linkedin_ads', [2, false, 'none', false, true]],
    ['tiktok_ads', [2, false, 'unique_name', false, true]],
  ])('is kept for %s: worst day, dry run, guard of creations, impression share, reach', (platform, expected) => {
    expect(told(platform)).toEqual(expected);
  });

  it.each([
    ['google_ads', 'rotate_creative', 'an ad is made of its assets for good'],
    ['google_ads', 'audience_expansion', 'there is no such switch on its campaigns'],
    ['linkedin_ads', 'read_changes', 'there is no history of changes'],
    ['linkedin_ads', 'read_hours', 'reports are by day'],
    ['tiktok_ads', 'audience_expansion', 'there is no such switch'],
  ])('is that %s cannot %s: %s', (platform, ability) => {
    expect(of(platform)?.abilities).not.toContain(ability);
  });
});

describe('what actions need', () => {
  it('is something that a platform can do', () => {
    const possible: ReadonlySet<string> = new Set(adPlatforms.flatMap(({ capabilities }) => capabilities.abilities));
    expect(actions.filter(({ needs }) => needs.some((need) => !possible.has(need)))).toEqual([]);
  });

  it('covers every ability that writes: none is there that nothing asks for', () => {
    const needed = new Set(actions.flatMap(({ needs }) => needs));
    const writing = abilities.filter((ability) => written[ability].length > 0);
    expect(writing.filter((ability) => !needed.has(ability))).toEqual([]);
  });
});
