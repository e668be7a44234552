import { describe, expect, it } from 'vitest';
import { loadGolden } from '../../../../evals/index.ts';
import { reuseKeyOf } from './reuse-key.ts';

const [first, second] = loadGolden().map(({ example }) => example.context);
if (first === undefined || second === undefined) throw new Error('There are no golden cases.');
const metrics = first.campaign_metrics;
if (metrics === null || metrics === undefined) throw new Error('The first golden case has no metrics.');
const cpa = metrics.cpa ?? 0;
const withCpa = (changed: number) => ({ ...first, campaign_metrics: { ...metrics, cpa: changed } });

describe('the name of an analysis', () => {
  it.each([
    ['it is read at another moment', { ...first, at: '2031-01-01T00:00:00Z' }],
    [
      'its sources were read again',
      {
        ...first,
        sources: first.sources.map((each) => ({
          ...each,
          fetched_at: '2031-01-01T00:00:00Z',
          from_cache: true,
          response_ms: 9,
        })),
      },
    ],
    ['a figure moved behind its fourth digit', withCpa(cpa * 1.000001)],
  ])('stays when %s', (_, context) => {
    expect(reuseKeyOf(context, 'facts')).toBe(reuseKeyOf(first, 'facts'));
  });

  it.each([
    ['a figure moved by a percent', withCpa(cpa * 1.01)],
    ['it is another campaign', second],
    ['its id is another one', { ...first, campaign_id: 'another' }],
    ['a source is missing', { ...first, missing_sources: ['competitor_signals'] }],
    ['there are no creatives', { ...first, creative_metrics: [], campaign_metrics: null }],
  ])('changes when %s', (_, context) => {
    expect(reuseKeyOf(context, 'facts')).not.toBe(reuseKeyOf(first, 'facts'));
  });

  it('changes with anything else that went in', () => {
    expect(reuseKeyOf(first, 'a', 'b')).not.toBe(reuseKeyOf(first, 'ab'));
    expect(reuseKeyOf(first)).toMatch(/^analysis:[0-9a-f]{64}$/);
  });

  it('does not hang on the order of fields', () => {
    const turned = Object.fromEntries(Object.entries(metrics).toReversed());
    expect(reuseKeyOf({ ...first, campaign_metrics: { ...metrics, ...turned } })).toBe(reuseKeyOf(first));
  });
});
