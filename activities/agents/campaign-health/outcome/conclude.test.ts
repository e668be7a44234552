import { assert, boolean, constantFrom, double, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { conclude } from './conclude.ts';
import type { Effect } from './effect.ts';

const effectOf = (effect_pct: number | null, low_pct: number | null, high_pct: number | null): Effect => ({
  ...{ before: 40, after: 50, counterfactual: 45, effect_pct, low_pct, high_pct, evidence: null },
  method: effect_pct === null ? 'not measurable: no days' : 'own history',
});
const promised = { direction: 'decrease', minimum_effect_pct: 5, promised: true } as const;

describe('a promise to lower the cost by five percent', () => {
  it.each([
    [-20, -30, -10, 'positive', true, false],
    [10, 2, 18, 'negative', false, true],
    [0, -3, 3, 'inconclusive', false, true],
    [0, -20, 20, 'inconclusive', null, false],
    [-3, -4.5, -1.5, 'inconclusive', false, false],
    [-7, -15, 1, 'inconclusive', null, false],
  ] as const)(
    'with an effect of %d (%d to %d): %s, kept: %s, taken back: %s',
    (effect, low, high, verdict, kept, back) => {
      const found = conclude(effectOf(effect, low, high), promised, null);
      expect(found).toMatchObject({ verdict, promise_kept: kept, should_be_taken_back: back });
      expect(found.reason === null).toBe(verdict !== 'inconclusive');
    },
  );

  it('is neither kept nor broken where something else happened, whatever the figures say', () => {
    expect(conclude(effectOf(30, 20, 40), promised, 'confounded by a bid')).toEqual({
      ...{ verdict: 'inconclusive', reason: 'confounded by a bid', promise_kept: null, should_be_taken_back: false },
    });
  });

  it('is neither kept nor broken where nothing could be measured', () => {
    expect(conclude(effectOf(null, null, null), promised, null)).toEqual({
      ...{ verdict: 'inconclusive', reason: 'not measurable: no days', promise_kept: null },
      should_be_taken_back: false,
    });
  });
});

describe('nobody is asked to take a change back', () => {
  const pct = double({ min: -90, max: 90, noNaN: true });
  it('that was not promised, that helped for sure, or of which nobody knows', () => {
    const direction = constantFrom('increase' as const, 'decrease' as const);
    assert(
      property(
        pct,
        pct,
        direction,
        boolean(),
        double({ min: 0, max: 20, noNaN: true }),
        (one, other, way, made, least) => {
          const [low, high] = [Math.min(one, other), Math.max(one, other)];
          const wanted = { direction: way, minimum_effect_pct: least, promised: made };
          const found = conclude(effectOf((low + high) / 2, low, high), wanted, null);
          const worst = way === 'increase' ? low : -high;
          if (!made || worst > 0) expect(found.should_be_taken_back).toBe(false);
          if (found.should_be_taken_back) expect(found.promise_kept).toBe(false);
          if (found.verdict === 'negative') expect(found.promise_kept).toBe(made ? false : null);
          if (found.promise_kept === true) expect(found.verdict).toBe('positive');
        },
      ),
    );
  });
});
