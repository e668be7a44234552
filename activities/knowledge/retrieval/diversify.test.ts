import { describe, expect, it } from 'vitest';
import { diversify } from './diversify.ts';

const first = { name: 'first', score: 0.9, vector: [1, 0] };
const twin = { name: 'twin', score: 0.89, vector: [1, 0] };
const other = { name: 'other', score: 0.8, vector: [0, 1] };
const named = (choices: readonly { readonly name: string }[]) => choices.map(({ name }) => name);

describe('a varied choice', () => {
  it('prefers something else to a repetition of what was taken', () => {
    expect(named(diversify([first, twin, other], 2))).toEqual(['first', 'other']);
  });

  it('keeps the order of the scores when relevance is everything', () => {
    expect(named(diversify([other, twin, first], 3, 1))).toEqual(['first', 'twin', 'other']);
  });

  it('never takes more than there are or than were asked, and leaves what it was given as it was', () => {
    const given = [first, twin];
    expect(diversify(given, 5)).toHaveLength(2);
    expect(diversify(given, 0)).toEqual([]);
    expect(diversify([], 3)).toEqual([]);
    expect(given).toEqual([first, twin]);
  });
});
