import { describe, expect, it } from 'vitest';
import { cosine, sameSpace } from './embedder.ts';

describe('vectors', () => {
  it('are compared only within one model and one length', () => {
    const space = { model: 'one', dimensions: 2 };
    expect(sameSpace(space, { model: 'one', dimensions: 2 })).toBe(true);
    expect(sameSpace(space, { model: 'two', dimensions: 2 })).toBe(false);
    expect(sameSpace(space, { model: 'one', dimensions: 3 })).toBe(false);
  });

  it('of unit length are alike between nothing and wholly', () => {
    expect(cosine([0.6, 0.8], [0.6, 0.8])).toBeCloseTo(1);
    expect(cosine([1, 0], Float32Array.from([0, 1]))).toBe(0);
    expect(cosine([1, 0], [-1, 0])).toBe(-1);
  });
});
