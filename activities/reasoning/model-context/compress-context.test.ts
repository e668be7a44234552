import { assert, jsonValue, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { campaignContextSchema } from '../../../contracts/reasoning/campaign-context.ts';
import { complexityPoints, isNovel, pointsOf, signalsConflict } from './complexity.ts';
import { compact, compactMetrics, compactPast } from './compress-context.ts';

const contextOf = (more: object) => campaignContextSchema.parse({ campaign_id: 'c', ...more });

/** Whether something in it is null, empty or no number. */
function isHollow(value: unknown): boolean {
  if (value === null || value === undefined || value === '') return true;
  if (typeof value === 'number') return !Number.isFinite(value);
  if (typeof value !== 'object') return false;
  const parts = Object.values(value);
  return parts.length === 0 || parts.some(isHollow);
}

describe('a compressed value', () => {
  it('has nothing that is null or empty, and is the same when it is compressed again', () => {
    assert(
      property(jsonValue(), (value) => {
        const once = compact(value);
        expect(compact(once)).toEqual(once);
        expect(once !== undefined && isHollow(once)).toBe(false);
      }),
    );
  });

  it('keeps two decimals, four of a ratio, and the order of the alphabet', () => {
    expect(JSON.stringify(compact({ spend: 10.005, ctr: 0.02849, name: '', cpa: 58.499 }))).toBe(
      '{"cpa":58.5,"ctr":0.0285,"spend":10.01}',
    );
  });
});

describe('compressed metrics', () => {
  const metrics = { campaign_id: 'c', cpc_change_pct: 4, reach_change_pct: -5.1, cpa_change_pct: 1, ctr_change_pct: 0 };
  const kept = compactMetrics(contextOf({ campaign_metrics: metrics }).campaign_metrics);

  it('leave small changes out, but for those whose smallness rules a cause out', () => {
    expect(kept).toMatchObject({ cpa_change_pct: 1, ctr_change_pct: 0, days_known: 0 });
    expect(kept).not.toHaveProperty('cpc_change_pct');
    expect(kept).not.toHaveProperty('days');
  });

  it('are nothing where there are none', () => expect(compactMetrics(null)).toBeUndefined());
});

describe('the compressed past', () => {
  const past = (count: number) =>
    contextOf({
      historical_patterns: {
        patterns: [...Array(count).keys()].map((index) => ({
          ...{ name: `p${index}`, kind: 'recurrence', period_days: 28, seen: 4, of: 5 },
          ...{ typical_change_pct: 12, applies_now: index === 0 },
        })),
      },
    }).historical_patterns;

  it.each([
    [5, false],
    [6, true],
  ])('sums %d patterns up: %j', (count, summed) => {
    const text = JSON.stringify(compactPast(past(count)));
    expect(text.includes(`${count} patterns, 1 of them apply now`)).toBe(summed);
  });

  it('is nothing where there is none', () => expect(compactPast(null)).toBeUndefined());
});

describe('how hard a case is', () => {
  it.each([
    [50, false, false, 0],
    [51, false, false, 2],
    [0, true, false, 3],
    [0, false, true, 2],
    [51, true, false, 5],
    [51, true, true, 7],
  ])('CPA %d %%, conflict %j, novel %j: %d points', (cpa_change_pct, conflict, novel, points) => {
    expect(pointsOf({ cpa_change_pct, conflict, novel })).toBe(points);
  });

  const hypothesis = (cause: 'creative_fatigue' | 'auction_pressure', signs_present: number, probability: number) => ({
    ...{ cause, signs_present, probability, signs_known: 3, signs_all: 4 },
  });

  it('is a conflict only between two causes that each show two signs and are not out of the question', () => {
    const two = (signs: number, probability: number) => ({
      hypotheses: [hypothesis('creative_fatigue', 3, 0.6), hypothesis('auction_pressure', signs, probability)],
    });
    expect([two(2, 0.1), two(1, 0.3), two(3, 0.09)].map(signalsConflict)).toEqual([true, false, false]);
    expect(
      complexityPoints(contextOf({ campaign_metrics: { campaign_id: 'c', cpa_change_pct: 60 } }), two(2, 0.3)),
    ).toBe(7);
  });

  it.each([
    [null, true],
    [{ nearest_case_distance: 0.5 }, false],
    [{ nearest_case_distance: 0.51 }, true],
  ])('is new with the past %j: %j', (historical_patterns, novel) => {
    expect(isNovel(contextOf({ historical_patterns }))).toBe(novel);
  });
});
