import { describe, expect, it } from 'vitest';
import { testCampaign } from '../testing/test-campaign.ts';
import { lastSignificantEdit } from '../world/learning.ts';
import { createTimeline, type TimelineChange } from '../world/timeline.ts';
import { usualBreadth } from './breadth.ts';
import { settingsAt } from './settings.ts';

const change = (parts: Partial<TimelineChange>): TimelineChange => ({
  at: 100,
  entity_id: '9001',
  field: 'daily_budget',
  before: 40_000,
  after: 40_000,
  by: 'api',
  actor_name: 'x',
  ...parts,
});

function settings(at: number, ...changes: readonly TimelineChange[]) {
  const timeline = createTimeline();
  changes.forEach(timeline.add);
  return settingsAt(testCampaign(), timeline, at);
}

describe('settings at an instant', () => {
  it('are what the campaign was born with as long as nothing happened', () => {
    expect(settings(0)).toEqual({
      budget_minor: 40_000,
      bid_minor: 250,
      ads: [
        { active: true, creative_id: '9005', creative_since: null },
        { active: true, creative_id: '9006', creative_since: null },
      ],
      significant_edit: null,
      breadth: usualBreadth,
    });
  });

  it('change at the instant of a change and not before', () => {
    const raised = change({ after: 46_000 });
    expect(settings(99, raised).budget_minor).toBe(40_000);
    expect(settings(100, raised).budget_minor).toBe(46_000);
  });

  it('take the last of several changes', () => {
    expect(settings(300, change({ after: 46_000 }), change({ at: 200, after: 50_000 })).budget_minor).toBe(50_000);
    expect(settings(150, change({ after: 46_000 }), change({ at: 200, after: 50_000 })).budget_minor).toBe(46_000);
  });

  it('read the bid of the ad set', () => {
    expect(settings(100, change({ entity_id: '9002', field: 'bid_amount', before: 250, after: 288 })).bid_minor).toBe(
      288,
    );
  });

  it.each([
    ['the campaign', '9001', [false, false]],
    ['the ad set', '9002', [false, false]],
    ['one ad', '9003', [false, true]],
  ])('stop what lies below %s when it is paused', (_, entity_id, active) => {
    const paused = settings(100, change({ entity_id, field: 'status', before: 'ACTIVE', after: 'PAUSED' }));
    expect(paused.ads.map((ad) => ad.active)).toEqual(active);
  });

  it('know since when a new creative runs, and that going back means the old one again', () => {
    const rotate = change({ entity_id: '9003', field: 'creative', before: '9005', after: '9007' });
    expect(settings(100, rotate).ads[0]).toMatchObject({ creative_id: '9007', creative_since: 100 });
    const back = change({ at: 200, entity_id: '9003', field: 'creative', before: '9007', after: '9005' });
    expect(settings(200, rotate, back).ads[0]).toMatchObject({ creative_id: '9005', creative_since: null });
  });
});

describe('a significant edit', () => {
  const edited = (at: number, ...changes: readonly TimelineChange[]) => {
    const timeline = createTimeline();
    changes.forEach(timeline.add);
    return lastSignificantEdit(timeline, testCampaign(), at);
  };

  it.each([
    ['a budget by exactly a fifth', change({ after: 48_000 }), null],
    ['a budget by more than a fifth', change({ after: 48_001 }), 100],
    ['a budget down by more than a fifth', change({ after: 31_000 }), 100],
    ['a bid by more than a fifth', change({ entity_id: '9002', field: 'bid_amount', before: 250, after: 301 }), 100],
    ['a new creative', change({ entity_id: '9003', field: 'creative', before: '9005', after: '9007' }), 100],
    ['the same creative again', change({ entity_id: '9003', field: 'creative', before: '9005', after: '9005' }), null],
    ['a pause', change({ field: 'status', before: 'ACTIVE', after: 'PAUSED' }), null],
    ['a resumption', change({ field: 'status', before: 'PAUSED', after: 'ACTIVE' }), 100],
    ['a new name', change({ field: 'name', before: 'old', after: 'new' }), null],
    ['another campaign’s budget', change({ entity_id: '8001', after: 80_000 }), null],
  ])('%s', (_, each, expected) => {
    expect(edited(1000, each)).toBe(expected);
  });

  it('counts only once it has happened, and the last one counts', () => {
    const first = change({ after: 60_000 });
    const second = change({ at: 300, before: 60_000, after: 30_000 });
    expect([edited(99, first, second), edited(200, first, second), edited(300, first, second)]).toEqual([
      null,
      100,
      300,
    ]);
  });
});
