import { describe, expect, it } from 'vitest';
import { fuseRankings } from './fuse.ts';

describe('fused rankings', () => {
  it('keep the order of the lists where two results are worth the same', () => {
    const fused = fuseRankings([
      { ids: ['b'], weight: 1 },
      { ids: ['a'], weight: 1 },
    ]);
    expect(fused.map(({ id }) => id)).toEqual(['b', 'a']);
  });

  it('count a result once for each list, at its best place', () => {
    expect(fuseRankings([{ ids: ['a', 'b', 'a'], weight: 2 }], 1)).toEqual([
      { id: 'a', score: 1 },
      { id: 'b', score: 2 / 3 },
    ]);
  });
});
