import fastCheck from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../sandbox/market/random.ts';
import { createDraw } from './draw.ts';

const drawOf = (owner: string) => createDraw(createRandom('of-the-tests', owner));
const many = Array.from({ length: 2_000 }, (_, index) => drawOf(`case-${index}`));
const mean = (values: readonly number[]) => values.reduce((sum, each) => sum + each, 0) / values.length;
const name = fastCheck.string({ minLength: 1 });

describe('a draw', () => {
  it('depends on its name alone: other draws before it change nothing', () => {
    const [one, other] = [drawOf('a'), drawOf('a')];
    one.between('before', 0, 1);
    one.count('before, too', 20);
    expect(one.normal('x', 0, 1)).toBe(other.normal('x', 0, 1));
    expect(one.between('x', 0, 1)).not.toBe(one.between('y', 0, 1));
  });

  it('stays between its limits', () => {
    fastCheck.assert(
      fastCheck.property(name, fastCheck.integer({ min: -50, max: 50 }), fastCheck.nat(100), (of, low, width) => {
        const draw = drawOf('limits');
        const whole = draw.whole(of, low, low + width);
        expect(Number.isInteger(whole)).toBe(true);
        for (const value of [whole, draw.between(of, low, low + width)]) {
          expect(value).toBeGreaterThanOrEqual(low);
          expect(value).toBeLessThanOrEqual(low + width);
        }
      }),
    );
  });

  it('reaches both ends of whole numbers, each as often', () => {
    const drawn = many.map((draw) => draw.whole('die', 1, 6));
    for (const side of [1, 2, 3, 4, 5, 6])
      expect(Math.abs(drawn.filter((each) => each === side).length / many.length - 1 / 6)).toBeLessThan(0.04);
  });

  it('in the logarithm has as many below the geometric mean as above', () => {
    const drawn = many.map((draw) => draw.logBetween('size', 2, 32));
    expect(Math.min(...drawn)).toBeGreaterThanOrEqual(2);
    expect(Math.max(...drawn)).toBeLessThanOrEqual(32.000001);
    expect(drawn.filter((each) => each < 8).length / many.length).toBeCloseTo(0.5, 1);
  });

  it('of a chance keeps its probability, and is certain at 0 and 1', () => {
    expect(mean(many.map((draw) => (draw.chance('c', 0.2) ? 1 : 0)))).toBeCloseTo(0.2, 1);
    expect(many.some((draw) => draw.chance('c', 0))).toBe(false);
    expect(many.every((draw) => draw.chance('c', 1))).toBe(true);
  });

  it('picks only what is there, and everything that is there', () => {
    const picked = new Set(many.map((draw) => draw.pick('p', ['a', 'b', 'c'])));
    expect(picked).toEqual(new Set(['a', 'b', 'c']));
    expect(drawOf('a').pick('p', ['only'])).toBe('only');
  });

  it.each([0.5, 4, 60, 800])('counts around %d with the spread of chance', (expected) => {
    const drawn = many.map((draw) => draw.count('n', expected));
    expect(drawn.every((each) => Number.isInteger(each) && each >= 0)).toBe(true);
    expect(Math.abs(mean(drawn) - expected) / Math.sqrt(expected)).toBeLessThan(0.15);
    const variance = mean(drawn.map((each) => (each - expected) ** 2));
    expect(variance / expected).toBeGreaterThan(0.85);
    expect(variance / expected).toBeLessThan(1.15);
  });

  it('counts nothing where nothing is expected', () => {
    expect(many.every((draw) => draw.count('n', 0) === 0)).toBe(true);
  });
});
