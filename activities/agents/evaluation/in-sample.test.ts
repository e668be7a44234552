import { createHash } from 'node:crypto';
import fastCheck from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inSample } from './in-sample.ts';

/** Ids as they are in the database, always the same ones. */
const ids = Array.from({ length: 4_000 }, (_, at) => createHash('md5').update(`${at}`).digest('hex'));
const shareOf = (rate_pct: number) => (ids.filter((id) => inSample(id, rate_pct)).length / ids.length) * 100;

describe('the sample of recommendations that is judged', () => {
  it.each([1, 5, 25, 50, 75, 99])('is about %d percent of them when that is asked for', (rate_pct) => {
    // Three deviations of a share of four thousand.
    const deviation = Math.sqrt((rate_pct * (100 - rate_pct)) / ids.length);
    expect(Math.abs(shareOf(rate_pct) - rate_pct)).toBeLessThan(3 * deviation);
  });

  it('is none at 0 and all at 100, exactly', () => {
    expect([shareOf(0), shareOf(100)]).toEqual([0, 100]);
  });

  it('is always the same one, and a part of every larger one', () => {
    fastCheck.assert(
      fastCheck.property(
        fastCheck.uuid(),
        fastCheck.double({ min: 0, max: 100, noNaN: true }),
        fastCheck.double({ min: 0, max: 100, noNaN: true }),
        (id, one, other) => {
          const [less, more] = [Math.min(one, other), Math.max(one, other)];
          expect(inSample(id, less)).toBe(inSample(id, less));
          if (inSample(id, less)) expect(inSample(id, more)).toBe(true);
        },
      ),
    );
  });
});
