import { describe, expect, it } from 'vitest';
import { competitorObservationSchema } from './competitor-observation.ts';
import { feedbackBodySchema, feedbackCategorySchema, feedbackReactions } from './feedback.ts';

const accepts = (entry: unknown) => competitorObservationSchema.safeParse(entry).success;
const least = { source: 'report', observed_on: '2026-03-05', signals: {} };

describe('an observation of competitors', () => {
  it('needs a source and a day; figures that nobody knows stay unknown and are never zero', () => {
    expect(competitorObservationSchema.parse(least)).toEqual({
      ...{ ...least, keywords: [], signals: { competitors: [], is_stub: false } },
    });
  });

  it.each([
    ['a negative count', { promotions_count: -1 }],
    ['half a competitor', { active_competitors_count: 2.5 }],
    ['a fall by more than all', { activity_change_pct: -101 }],
    ['a rise beyond belief', { avg_bid_increase_pct: 10_001 }],
    ['a period of no days', { analysis_period_days: 0 }],
    ['what is no number', { industry_cpa_change_pct: Number.NaN }],
    ['a figure that nobody knows', { market_share: 0.4 }],
  ])('is refused with %s', (_name, signals) => {
    expect(accepts({ ...least, signals })).toBe(false);
  });

  it.each([
    ['no day of the calendar', { observed_on: '2026-13-01' }],
    ['no source', { source: '' }],
    ['an empty keyword', { keywords: [''] }],
    ['a field that nobody knows', { tenant_id: 'another' }],
  ])('is refused with %s on the whole', (_name, wrong) => {
    expect(accepts({ ...least, ...wrong })).toBe(false);
  });
});

describe('feedback', () => {
  it('has a reaction of the team for every category', () => {
    expect(Object.keys(feedbackReactions).sort()).toEqual([...feedbackCategorySchema.options].sort());
  });

  it('flags nothing for the session unless that is asked for', () => {
    expect(feedbackBodySchema.parse({ category: 'wrong_unclear' })).toEqual({
      ...{ category: 'wrong_unclear', flag_for_review: false },
    });
  });

  it.each([
    { category: 'meh' },
    { category: 'wrong_unclear', comment: '  ' },
    { category: 'wrong_unclear', author: 'x' },
  ])('is refused when it says nothing or too much (%#)', (body) => {
    expect(feedbackBodySchema.safeParse(body).success).toBe(false);
  });
});
