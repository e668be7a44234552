import { describe, expect, it } from 'vitest';
import { confidenceBandOf, confidenceBands, confidenceEdges } from './confidence-band.ts';

describe('a band of confidence', () => {
  it.each([
    [0, '0-0.3'],
    [0.2999, '0-0.3'],
    [0.3, '0.3-0.5'],
    [0.5, '0.5-0.7'],
    [0.7, '0.7-0.8'],
    [0.8, '0.8-0.9'],
    [0.9, '0.9-1.0'],
    [1, '0.9-1.0'],
  ])('of %d is %s', (confidence, band) => {
    expect(confidenceBandOf(confidence)).toBe(band);
  });

  it('lies between two edges of the histogram', () => {
    expect(confidenceBands).toHaveLength(confidenceEdges.length - 1);
    for (const [index, band] of confidenceBands.entries())
      expect(band.split('-').map(Number)).toEqual([confidenceEdges[index], confidenceEdges[index + 1]]);
  });
});
