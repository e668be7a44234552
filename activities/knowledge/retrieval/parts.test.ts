import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diversify } from './diversify.ts';
import { expandQuery } from './expand.ts';
import { coverageOf, fitOf, offlineFit, openaiFit } from './fit.ts';
import { fuseRankings } from './fuse.ts';
import { termsOf } from './terms.ts';

describe('fusing rankings', () => {
  it('puts first what several lists name, and weighs the lists', () => {
    const ids = (rankings: Parameters<typeof fuseRankings>[0]) => fuseRankings(rankings).map((each) => each.id);
    const near = { ids: ['a', 'b', 'c'], weight: 1 };
    expect(ids([near, { ids: ['c', 'd'], weight: 1 }])).toEqual(['c', 'a', 'b', 'd']);
    expect(ids([near, { ids: ['c', 'd'], weight: 0 }])).toEqual(['a', 'b', 'c', 'd']);
    expect(ids([])).toEqual([]);
  });

  it('gives each place the worth of the paper: weight over k plus rank', () => {
    const [first] = fuseRankings(
      [
        { ids: ['a'], weight: 1 },
        { ids: ['b', 'a'], weight: 0.5 },
      ],
      60,
    );
    expect(first).toEqual({ id: 'a', score: 1 / 61 + 0.5 / 62 });
  });

  it('loses nothing, invents nothing, and counts a name once for each list', () => {
    fc.assert(
      fc.property(fc.array(fc.array(fc.constantFrom(...'abcdef'))), (lists) => {
        const fused = fuseRankings(lists.map((ids) => ({ ids, weight: 1 })));
        expect(new Set(fused.map((each) => each.id))).toEqual(new Set(lists.flat()));
        expect(fused.every((each) => each.score <= lists.length / 61)).toBe(true);
      }),
    );
  });
});

describe('variety', () => {
  const at = (id: string, score: number, vector: number[]) => ({ id, score, vector });
  const twins = [at('a', 1, [1, 0]), at('a again', 0.99, [1, 0]), at('b', 0.9, [0, 1])];

  it('takes something else before the same again', () => {
    expect(diversify(twins, 2, 0.5).map((each) => each.id)).toEqual(['a', 'b']);
  });

  it('keeps the order when only the score counts, and gives no more than there is', () => {
    expect(diversify(twins, 9, 1).map((each) => each.id)).toEqual(['a', 'a again', 'b']);
    expect(diversify([], 3)).toEqual([]);
  });
});

describe('rephrasing', () => {
  it('spells out terms of the trade, keeps the question first, and stops at the limit', () => {
    expect(expandQuery('Why is CPA up?')).toEqual(['Why is CPA up?', 'Why is cost per acquisition up?']);
    expect(expandQuery('CPA, CPC and CTR of images', 1)).toHaveLength(2);
    expect(expandQuery('hello')).toEqual(['hello']);
  });
});

describe('how well a passage fits', () => {
  it('knows words by their stems, without those that mean nothing', () => {
    expect(termsOf('The budgets were raised quickly')).toEqual(termsOf('budget raise quick'));
    expect(termsOf('Café, cafés')).toEqual(termsOf('cafe cafe'));
    expect(termsOf('what is the of')).toEqual([]);
  });

  it('is the share of the words of the question, and 0 without any', () => {
    expect(coverageOf('kettle warranty', 'The kettle is red.')).toBeCloseTo(5 / 13);
    expect(coverageOf('what is it', 'anything')).toBe(0);
    expect(coverageOf('bid bid bid', 'a bid')).toBe(1);
  });

  it('rises with each sign and stays between 0 and 1, for both kinds of embedding', () => {
    const share = fc.double({ min: -1, max: 1, noNaN: true });
    fc.assert(
      fc.property(fc.constantFrom(offlineFit, openaiFit), share, share, (model, likeness, coverage) => {
        const fit = fitOf({ likeness, coverage }, model);
        expect(fit).toBeGreaterThan(0);
        expect(fit).toBeLessThan(1);
        expect(fitOf({ likeness: likeness + 0.1, coverage }, model)).toBeGreaterThan(fit);
        expect(fitOf({ likeness, coverage: coverage + 0.1 }, model)).toBeGreaterThan(fit);
      }),
    );
  });
});
