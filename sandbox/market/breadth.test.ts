import { describe, expect, it } from 'vitest';
import { testCampaign } from '../testing/test-campaign.ts';
import { createTimeline, type TimelineChange } from '../world/timeline.ts';
import { breadthAt, usualBreadth } from './breadth.ts';
import { settingsAt } from './settings.ts';

function timelineOf(...changes: readonly Partial<TimelineChange>[]) {
  const timeline = createTimeline();
  const common = {
    at: 100,
    entity_id: '9002',
    field: 'x',
    before: null,
    after: null,
    by: 'api',
    actor_name: 'x',
  } as const;
  for (const change of changes) timeline.add({ ...common, ...change });
  return timeline;
}
const breadth = (field: string, after: string, campaign = testCampaign(), at = 200) =>
  breadthAt(timelineOf({ field, after }), campaign, at);

describe('to whom a campaign is shown', () => {
  it('is as at birth until targeting changes', () => {
    expect(breadthAt(timelineOf(), testCampaign(), 500)).toEqual(usualBreadth);
    expect(breadth('audience_expansion', 'on', testCampaign(), 99)).toEqual(usualBreadth);
  });

  it('more people who fit less when it goes beyond the chosen audience, and back again', () => {
    const wide = breadth('audience_expansion', 'on');
    expect(wide.offers).toBeGreaterThan(1.1);
    expect(wide.conversion).toBeLessThan(1);
    expect(breadth('audience_expansion', 'off')).toEqual(usualBreadth);
  });

  it('fewer who fit better with every audience left out or aimed at', () => {
    for (const field of ['excluded_audiences', 'included_audiences']) {
      const [one, two] = [breadth(field, '1'), breadth(field, '1,2')];
      expect(one.offers).toBeLessThan(1);
      expect(two.offers).toBeLessThan(one.offers);
      expect(two.conversion).toBeGreaterThan(one.conversion);
    }
    expect(breadth('excluded_audiences', '', testCampaign({ excluded_audience_ids: ['123'] })).offers).toBeGreaterThan(
      1,
    );
  });

  it('stays within bounds whatever is set', () => {
    const many = breadth('included_audiences', Array.from({ length: 40 }, (_, index) => index).join(','));
    expect(many).toMatchObject({ offers: 0.3, conversion: 1.5, refined: true });
  });
});

describe('schedule and lifetime budget', () => {
  const day = 86_400_000;
  const iso = (at: number) => new Date(at).toISOString();
  const active = (
    at: number,
    campaign: ReturnType<typeof testCampaign>,
    ...changes: readonly Partial<TimelineChange>[]
  ) => settingsAt(campaign, timelineOf(...changes), at).ads.every((ad) => ad.active);

  it('nothing runs before the start and from the end on', () => {
    const campaign = testCampaign({ starts_at: iso(10 * day), ends_at: iso(20 * day) });
    expect([9, 10, 19, 20].map((days) => active(days * day, campaign))).toEqual([false, true, true, false]);
  });

  it('a changed end holds, and one that is taken away is none, on whichever level it stands', () => {
    const campaign = testCampaign({ ends_at: iso(20 * day) });
    for (const entity_id of ['9001', '9002']) {
      const longer = { entity_id, field: 'ends_at', after: iso(30 * day) };
      expect([25, 31].map((days) => active(days * day, campaign, longer))).toEqual([true, false]);
      expect(active(99 * day, campaign, { entity_id, field: 'ends_at', after: null })).toBe(true);
    }
  });

  it('a lifetime budget is spread evenly over the days of the schedule, or over thirty', () => {
    const lifetime = { lifetime_budget_minor: 300_000 };
    const days = { starts_at: iso(10 * day), ends_at: iso(20 * day) };
    const budget = (campaign: ReturnType<typeof testCampaign>, ...changes: readonly Partial<TimelineChange>[]) =>
      settingsAt(campaign, timelineOf(...changes), 500).budget_minor;
    expect(budget(testCampaign({ ...lifetime, ...days }))).toBe(30_000);
    expect(budget(testCampaign(lifetime))).toBe(10_000);
    const raised = { entity_id: '9001', field: 'lifetime_budget', before: 300_000, after: 600_000 };
    expect(budget(testCampaign({ ...lifetime, ...days }), raised)).toBe(60_000);
    expect(budget(testCampaign())).toBe(40_000);
  });
});
