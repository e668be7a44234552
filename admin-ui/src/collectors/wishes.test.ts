import { describe, expect, it } from 'vitest';
import { collectorStanding, eventOf, experimentOf, recentWords } from './wishes.ts';

const draft = {
  ...{ name: ' Spring sale ', kind: 'sale', campaign_id: '', starts_on: '2026-03-01', ends_on: '', figure: '' },
};

describe('an event that is entered', () => {
  it('lasts a day unless it says more, and is for all campaigns unless it names one', () => {
    expect(eventOf(draft)).toEqual({
      ...{ name: 'Spring sale', kind: 'sale', starts_on: '2026-03-01', ends_on: '2026-03-01' },
    });
    expect(eventOf({ ...draft, campaign_id: '7', ends_on: '2026-03-04', figure: '−12,5' })).toMatchObject({
      ...{ campaign_id: '7', ends_on: '2026-03-04', expected_cpa_change_pct: -12.5 },
    });
  });

  it.each([
    [{ name: '  ' }],
    [{ starts_on: '' }],
    [{ ends_on: '2026-02-28' }],
    [{ figure: 'some' }],
    [{ figure: '-101' }],
    [{ figure: '1001' }],
  ])('is not sent with %o', (wrong) => {
    expect(eventOf({ ...draft, ...wrong })).toBeNull();
  });
});

describe('an experiment that is entered', () => {
  it('names its campaign, and may stay open', () => {
    expect(experimentOf(draft)).toBeNull();
    expect(experimentOf({ ...draft, campaign_id: '7', figure: ' ctr ' })).toEqual({
      ...{ campaign_id: '7', name: 'Spring sale', starts_on: '2026-03-01', metric: 'ctr' },
    });
    expect(experimentOf({ ...draft, campaign_id: '7', ends_on: '2026-01-01' })).toBeNull();
  });
});

describe('a collector', () => {
  it('that was never called is neither well nor broken', () => {
    expect(collectorStanding(null)).toEqual({ word: 'not called yet', tone: 'neutral' });
    expect(['healthy', 'degraded', 'down', 'odd'].map((status) => collectorStanding(status).tone)).toEqual([
      ...['good', 'waiting', 'bad', 'neutral'],
    ]);
  });

  it('tells how its newest calls went', () => {
    expect(recentWords([])).toBe('no calls yet');
    expect(recentWords([true, false, true, true, true])).toBe('4 of the last 5 succeeded');
  });
});
