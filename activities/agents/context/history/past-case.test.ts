import { describe, expect, it } from 'vitest';
import type { PastCaseRow } from '../../../../db/queries/collector-history.ts';
import { raisedBid } from '../../../../tests/harness/recommendation-rows.ts';
import { distance, pastCaseOf, signalScales, signalsOf } from './past-case.ts';

/** A row as an earlier version may have left it, so that anything may stand in it. */
const row = (more: object = {}): PastCaseRow => ({
  ...{ recommendation_id: 'r1', campaign_id: '100', workflow: 'Bid Adjustment', cause: 'auction_pressure' },
  ...{ action: raisedBid, decision: 'approved', decided_at: new Date('2026-10-01T00:00:00Z') },
  signals: { cpa_change_pct: 30, ctr_change_pct: -12, campaign_name: 'Boots' },
  ...{ metric: 'cpa', direction: 'decrease', effect_pct: -12, low_pct: -18, high_pct: -5 },
  measured_at: new Date('2026-10-04T00:00:00Z'),
  ...more,
});

describe('a stored recommendation as a case', () => {
  it('tells what was done, how large it was, what it began with and what came of it', () => {
    expect(pastCaseOf(row())).toEqual({
      ...{ recommendation_id: 'r1', campaign_id: '100', workflow: 'Bid Adjustment', cause: 'auction_pressure' },
      ...{ lever: 'set_bid', change_pct: 15.2, decision: 'approved', decided_at: '2026-10-01T00:00:00.000Z' },
      signals: { cpa_change_pct: 30, ctr_change_pct: -12 },
      outcome: {
        ...{ metric: 'cpa', direction: 'decrease', effect_pct: -12, low_pct: -18, high_pct: -5 },
        measured_at: '2026-10-04T00:00:00.000Z',
      },
    });
  });

  it('has no outcome before it was measured, which is not an outcome of 0', () => {
    expect(pastCaseOf(row({ effect_pct: null }))?.outcome).toBeNull();
    expect(pastCaseOf(row({ metric: null }))?.outcome).toBeNull();
    expect(pastCaseOf(row({ effect_pct: 0 }))?.outcome).toMatchObject({ effect_pct: 0 });
  });

  it('of another time is passed over where its words are unknown, and kept where only the lever is', () => {
    expect(pastCaseOf(row({ cause: 'moon_phase' }))).toBeNull();
    expect(pastCaseOf(row({ workflow: 'Prayer' }))).toBeNull();
    expect(pastCaseOf(row({ action: { kind: 'conjure' } }))).toMatchObject({ lever: 'unknown', change_pct: null });
  });
});

describe('the changes that a case began with', () => {
  it.each([
    ['nothing', null, {}],
    ['no record', 'cpa up', {}],
    ['words in place of a number', { cpa_change_pct: '30' }, {}],
    ['what is not finite', { cpa_change_pct: Number.NaN, ctr_change_pct: Number.POSITIVE_INFINITY }, {}],
    ['the unknown', { cpa_change_pct: null, cpc_change_pct: 0 }, { cpc_change_pct: 0 }],
    ['other figures', { cpa: 45, cpa_change_pct: 3 }, { cpa_change_pct: 3 }],
  ])('are read out of a context with %s', (_, stored, signals) => {
    expect(signalsOf(stored)).toEqual(signals);
  });
});

describe('how far two cases lie apart', () => {
  const calm = Object.fromEntries(Object.keys(signalScales).map((name) => [name, 0]));

  it('is nothing for the same, the same both ways, and one when every change is one step away', () => {
    const stepped = { ...signalScales };
    expect(distance(calm, calm)).toBe(0);
    expect(distance(calm, stepped)).toBeCloseTo(1, 12);
    expect(distance(stepped, calm)).toBe(distance(calm, stepped));
  });

  it('is not known with fewer than three shared changes', () => {
    const two = { cpa_change_pct: 1, ctr_change_pct: 1 };
    expect(distance(two, calm)).toBeNull();
    expect(distance({ ...two, cpc_change_pct: 1 }, calm)).not.toBeNull();
    expect(distance({ ...two, elsewhere: 1 }, { ...calm, elsewhere: 1 })).toBeNull();
  });

  it('does not let one wild change drown the others', () => {
    const wild = { ...calm, cpa_change_pct: 1e9 };
    expect(distance(calm, wild)).toBeCloseTo(4 / 3, 12);
    expect(distance(calm, { ...calm, cpa_change_pct: 80 })).toBe(distance(calm, wild));
  });

  it('grows with every step away', () => {
    const at = (steps: number) => distance(calm, { ...calm, cpc_change_pct: 15 * steps }) ?? Number.NaN;
    expect([at(0), at(1), at(2), at(3)]).toEqual([at(0), at(1), at(2), at(3)].toSorted((one, other) => one - other));
    expect(at(2)).toBeCloseTo(2 * at(1), 12);
  });
});
