import { assert, double, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judgeEffect } from './judge-effect.ts';

describe('the verdict', () => {
  it.each([
    [-20, -30, -10, 'decrease', 0, 'positive'],
    [-20, -30, 0, 'decrease', 0, 'inconclusive'],
    [15, 5, 25, 'decrease', 0, 'negative'],
    [15, 5, 25, 'increase', 0, 'positive'],
    [-3, -4, -2, 'decrease', 5, 'inconclusive'],
  ] as const)(
    'of %d (%d to %d), wanted %s by %d, is %s',
    (effect_pct, low_pct, high_pct, direction, least, expected) => {
      expect(judgeEffect({ effect_pct, low_pct, high_pct }, direction, least)).toBe(expected);
    },
  );

  it('for one direction is the opposite of the other, and never more than the interval allows', () => {
    const pct = double({ min: -100, max: 100, noNaN: true });
    assert(
      property(pct, pct, double({ min: 0, max: 20, noNaN: true }), (one, other, minimum) => {
        const [low_pct, high_pct] = [Math.min(one, other), Math.max(one, other)];
        const effect = { effect_pct: (low_pct + high_pct) / 2, low_pct, high_pct };
        const wanted = judgeEffect(effect, 'increase', minimum);
        const opposite = { positive: 'negative', negative: 'positive', inconclusive: 'inconclusive' } as const;
        expect(judgeEffect(effect, 'decrease', minimum)).toBe(opposite[wanted]);
        if (low_pct <= 0 && high_pct >= 0) expect(wanted).toBe('inconclusive');
        if (Math.abs(effect.effect_pct) < minimum) expect(wanted).toBe('inconclusive');
      }),
    );
  });

  it('needs every figure', () => {
    for (const missing of ['effect_pct', 'low_pct', 'high_pct'])
      expect(judgeEffect({ effect_pct: 9, low_pct: 5, high_pct: 12, [missing]: null }, 'increase')).toBe(
        'inconclusive',
      );
  });
});
