import { describe, expect, it } from 'vitest';
import { createRandom } from './random.ts';

const random = createRandom('seed', 'owner');
const draws = (count: number, draw: (index: number) => number) => Array.from({ length: count }, (_, i) => draw(i));

describe('random numbers', () => {
  it('lie in [0, 1) and fill it evenly', () => {
    const numbers = draws(5000, (index) => random.uniform('even', index));
    expect(Math.min(...numbers)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...numbers)).toBeLessThan(1);
    for (let tenth = 0; tenth < 10; tenth += 1) {
      const share = numbers.filter((number) => Math.floor(number * 10) === tenth).length / numbers.length;
      expect(share, `tenth ${tenth}`).toBeGreaterThan(0.08);
      expect(share, `tenth ${tenth}`).toBeLessThan(0.12);
    }
  });

  it('of neighbouring indices have nothing to do with each other', () => {
    const numbers = draws(3000, (index) => random.normal('neighbours', index));
    const products = numbers.slice(1).map((number, index) => number * (numbers[index] ?? 0));
    expect(Math.abs(products.reduce((sum, product) => sum + product, 0) / products.length)).toBeLessThan(0.06);
  });

  it('differ by seed, by owner and by stream', () => {
    const base = random.uniform('stream', 1);
    expect(createRandom('other', 'owner').uniform('stream', 1)).not.toBe(base);
    expect(createRandom('seed', 'other').uniform('stream', 1)).not.toBe(base);
    expect(random.uniform('other', 1)).not.toBe(base);
  });

  it('jitter around one, by as much as they are told', () => {
    const factors = draws(4000, (index) => random.jitter('jitter', index, 0.1));
    const mean = factors.reduce((sum, factor) => sum + factor, 0) / factors.length;
    expect(mean).toBeGreaterThan(0.99);
    expect(mean).toBeLessThan(1.01);
    expect(Math.min(...factors)).toBeGreaterThan(0.5);
    expect(random.jitter('jitter', 1, 0)).toBe(1);
  });
});
