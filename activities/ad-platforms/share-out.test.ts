import { array, assert, integer, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scaleToHighest, shareOut } from './share-out.ts';

describe('sharing a budget out', () => {
  it('keeps the proportion', () => {
    expect(shareOut(330, [100, 200])).toEqual([110, 220]);
  });
  it('loses and invents no unit, whatever the parts', () => {
    assert(
      property(
        integer({ min: 1, max: 10_000_000 }),
        array(integer({ min: 0, max: 1_000_000 }), { minLength: 1, maxLength: 30 }),
        (total, parts) => {
          const shares = shareOut(total, parts);
          expect(shares.reduce((sum, share) => sum + share, 0)).toBe(total);
          expect(shares.every((share) => Number.isInteger(share) && share >= 0)).toBe(true);
        },
      ),
    );
  });
  it('parts of nothing are shared evenly', () => {
    expect(shareOut(7, [0, 0])).toEqual([4, 3]);
  });
});

describe('scaling bids', () => {
  it('the highest becomes the wish and the others keep their proportion', () => {
    expect(scaleToHighest(288, [250, 125])).toEqual([288, 144]);
  });
  it('no bid falls to nothing', () => {
    expect(scaleToHighest(1, [250, 1])).toEqual([1, 1]);
  });
});
