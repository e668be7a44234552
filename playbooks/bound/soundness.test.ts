import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createWorld } from '../../tests/bound/money-world.ts';
import { actions, plans } from '../../tests/bound/random-plans.ts';
import { rehearse } from '../../tests/bound/rehearse.ts';
import type { BoundAmount } from './bound.ts';
import { worstCase } from './worst-case.ts';

/** The same chances from the same seed. */
function chances(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

describe('the worst case', () => {
  it('no execution of any plan moves more, whichever path, order, delay and meddling chance has it take', () => {
    const seen = { bounded: 0, unbounded: 0, moved: 0, tight: 0 };
    fc.assert(
      fc.property(plans, fc.integer(), (plan, seed) => {
        const bound = worstCase(plan, { actions });
        seen[bound.kind] += 1;
        if (bound.kind === 'unbounded') {
          expect(bound.because.length).toBeGreaterThan(0);
          return;
        }
        for (let run = 0; run < 8; run += 1) {
          const chance = chances(seed + run);
          const world = createWorld(chance);
          rehearse(plan, world, chance);
          const moved = world.moved();
          const reached = (amount: BoundAmount) => {
            if (amount.unit === '% of daily budget') return moved.percent;
            const minor = amount.in_each === 'ad account' ? moved.most_minor : moved.minor;
            return amount.unit === 'account currency' ? minor / 100 : minor;
          };
          if (moved.minor > 0) seen.moved += 1;
          for (const amount of [bound, ...bound.also]) {
            expect(reached(amount), `${amount.unit} in each ${amount.in_each}`).toBeLessThanOrEqual(
              amount.amount + 1e-6,
            );
            if (amount.amount > 0 && reached(amount) > 0.9 * amount.amount) seen.tight += 1;
          }
        }
      }),
      { numRuns: 700 },
    );
    // The law would hold of nothing at all: so something must be bounded, move money, and come close to its bound.
    expect(seen.bounded).toBeGreaterThan(200);
    expect(seen.unbounded).toBeGreaterThan(5);
    expect(seen.moved).toBeGreaterThan(500);
    expect(seen.tight).toBeGreaterThan(5);
  });
});
