import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { guardKey, guardsWhen, together } from './guards.ts';
import { pathOf } from './node.ts';
import { parseExpression } from './parse.ts';

const known = (source: string, outcome: boolean) => [...guardsWhen(parseExpression(source), outcome)].sort();

describe('what is known to be there once a condition gave an answer', () => {
  it.each([
    ['has(a)', ['a'], []],
    ['has(a.b)', ['a', 'a.b'], []],
    ['!has(a)', [], ['a']],
    ['!!has(a)', ['a'], []],
    ['a != null', ['a'], []],
    ['null != a', ['a'], []],
    ['a == null', [], ['a']],
    ['a.b == 3', ['a', 'a.b'], []],
    ['"x" == a.b', ['a', 'a.b'], []],
    ['a != 3', [], ['a']],
    ['a == b', [], []],
    ['a > 3', [], []],
    ['has(a) && has(b)', ['a', 'b'], []],
    ['has(a) || has(b)', [], []],
    ['has(a) || has(a)', ['a'], []],
    ['!has(a) || !has(b)', [], ['a', 'b']],
    ['!(has(a) && b == null)', [], ['a']],
    ['has(a) && (has(b) || has(c) && has(b))', ['a', 'b'], []],
    ['a[0] != null', ['a', 'a[0]'], []],
    ['a["k"] != null', ['a', 'a.k'], []],
    ['a[b] != null', ['a'], []],
    ['size(a) != null', [], []],
    ['null == null', [], []],
    ['has(a) ? true : false', [], []],
    ['true', [], []],
  ])('%s: true means %j, false means %j', (source, whenTrue, whenFalse) => {
    expect(known(source, true)).toEqual(whenTrue);
    // `a != 3` is false when a is 3, and so there; absent counts as null, which is not 3.
    expect(known(source, false)).toEqual(whenFalse);
  });

  it('not swaps the two answers, whatever stands under it', () => {
    const leaf = fc.constantFrom('has(a)', 'b == null', 'a.c != null', 'd == 3', 'e > 1');
    const condition = fc.tuple(leaf, fc.constantFrom('&&', '||'), leaf, fc.constantFrom('&&', '||'), leaf);
    fc.assert(
      fc.property(condition, ([one, first, two, second, three]) => {
        const source = `(${one} ${first} ${two}) ${second} ${three}`;
        expect(known(`!(${source})`, true)).toEqual(known(source, false));
        expect(known(`!(${source})`, false)).toEqual(known(source, true));
      }),
    );
  });

  it('two sets together hold what either holds', () => {
    expect(together(new Set(['a']), new Set(['a', 'b']))).toEqual(new Set(['a', 'b']));
    expect(together(new Set(), new Set())).toEqual(new Set());
  });
});

describe('one text for one part', () => {
  it.each([
    ['a', 'a', 'a'],
    ['a.b.c', 'a.b.c', 'a.b.c'],
    ['a["b"].c', 'a.b.c', null],
    ['a[0].b', 'a[0].b', null],
    ['a[i]', null, null],
    ['size(a)', null, null],
    ['size(a).b', null, null],
    ['"a"', null, null],
  ])('%s: as guard %s, as path %s', (source, guard, path) => {
    expect(guardKey(parseExpression(source))).toBe(guard);
    expect(pathOf(parseExpression(source))).toBe(path);
  });
});
