import { describe, expect, it } from 'vitest';
import { expandQuery } from './expand.ts';

describe('rephrasings of a query', () => {
  it('begin with the query as it was asked, and spell out one term each', () => {
    expect(expandQuery('Why did CPA and CTR fall?')).toEqual([
      'Why did CPA and CTR fall?',
      'Why did cost per acquisition and CTR fall?',
      'Why did CPA and click-through rate fall?',
    ]);
  });

  it('are no more than were asked', () => {
    expect(expandQuery('cpa cpc cpm ctr', 1)).toEqual(['cpa cpc cpm ctr', 'cost per acquisition cpc cpm ctr']);
    expect(expandQuery('cpa', 0)).toEqual(['cpa']);
  });

  it('leave words alone that only contain a term', () => {
    expect(expandQuery('the roadster of a cpanel')).toEqual(['the roadster of a cpanel']);
  });
});
