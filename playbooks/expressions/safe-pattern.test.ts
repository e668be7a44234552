import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { safePattern } from './safe-pattern.ts';

describe('a pattern', () => {
  it.each(['^eu-[a-z]+$', 'a|b', '(?:ab)+', '(ab){2,5}', '[^\\]]*x', '\\d{4}-\\d{2}', 'a.*b', 'colou?r', '(a|b)'])(
    '%s is accepted',
    (source) => {
      expect(safePattern(source)).toHaveProperty('pattern');
    },
  );

  it.each([
    ['(a+)+$', 'repeats or branches'],
    ['(a|b)*', 'repeats or branches'],
    ['((a)|b)+', 'repeats or branches'],
    ['(a?)*', 'repeats or branches'],
    ['((ab)*)?x*(a*)*', 'repeats or branches'],
    ['(?=a)b', 'looks ahead'],
    ['(?<!a)b', 'looks ahead'],
    ['(a)\\1', 'refers back'],
    ['\\k<x>', 'refers back'],
    ['a{101}', 'repeats more than'],
    ['a*b*c*d*', 'open-ended'],
    ['a{2,}b{2,}c*d+', 'open-ended'],
    ['x'.repeat(201), 'longer than'],
    ['[', 'not a valid'],
    ['a{x}', 'must start a count'],
  ])('%s is refused', (source, why) => {
    const safe = safePattern(source);
    expect('problem' in safe && safe.problem).toContain(why);
  });

  it.each([
    ['abc', 1, 1],
    ['^abc', 0, 1],
    ['a*b+', 3, 1],
    ['a??b', 1, 2],
    ['a{3}', 1, 1],
    ['a{0,9}b{1,2}', 1, 20],
    ['(a|b|c)(d|e)', 1, 6],
    ['(?:a(b|c)|d)e?', 1, 6],
    ['a|b|c', 1, 3],
    ['[?{|(]', 1, 1],
    ['\\?\\{\\|', 1, 1],
  ])('%s costs length to the power of %d, %d times', (source, power, ways) => {
    expect(safePattern(source)).toMatchObject({ power, ways });
  });

  it.each([
    ['optional letters', 'a?'.repeat(30) + 'a'.repeat(30)],
    ['counts in a row', 'a{0,99}a{0,99}b'],
    ['branches in a row', '(a|a)'.repeat(30)],
    ['branches in branches', `(${'(a|b)(a|b)(a|b)|'.repeat(5)}c)`.repeat(2)],
  ])('%s, which nothing repeats and which still explode together, are refused', (_, source) => {
    expect(safePattern(source)).toEqual({ problem: 'its counts and branches can match in too many ways' });
  });

  it('a thousand ways are let through, one more is not; two hundred characters are, one more is not', () => {
    expect(safePattern('a{0,99}b{1,10}')).toHaveProperty('ways', 1_000);
    expect(safePattern('a{0,99}b{0,10}')).toHaveProperty('problem');
    expect(safePattern('x'.repeat(200))).toHaveProperty('pattern');
    expect(safePattern('a{100}')).toHaveProperty('pattern');
    expect(safePattern('a*b*c*')).toHaveProperty('pattern');
  });

  it('the cost is never below what the engine can match in: every accepted pattern of these parts ends on a long text', () => {
    const parts = ['a', 'a?', 'a*', 'a{0,9}', '(a|b)', '(?:aa)', '[ab]+', 'b', '^', '.'];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...parts), { minLength: 1, maxLength: 12 }), (words) => {
        const safe = safePattern(words.join(''));
        if ('problem' in safe) return;
        // The evaluator refuses a text on which ways × length^power is above its budget; just below it must be cheap.
        const length = Math.floor((20_000 / safe.ways) ** (1 / Math.max(1, safe.power)));
        expect(typeof safe.pattern.test('a'.repeat(length))).toBe('boolean');
      }),
      { numRuns: 60 },
    );
  });
});
