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
});
