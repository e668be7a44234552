import { describe, expect, it } from 'vitest';
import { checkExpression, mapType, maybe, nameOf, plain, textType } from './checking.ts';
import { evaluateExpression } from './index.ts';

const names = {
  n: plain('number'),
  i: plain('integer'),
  s: textType(),
  none: maybe(plain('number')),
  at: plain('timestamp'),
  long: plain('duration'),
  rows: { kind: 'list', item: mapType({ cpa: maybe(plain('number')) }), nullable: false } as const,
  later: maybe({ kind: 'list', item: plain('integer'), nullable: false }),
  by_name: mapType({ a: plain('integer') }),
  open: mapType({}, plain('any')),
  r: mapType({ cpa: maybe(plain('number')) }),
};
const check = (source: string, guarded: readonly string[] = []) =>
  checkExpression(source, { names, guarded: new Set(guarded) });
const told = (source: string) => check(source).faults.map(({ message, fix }) => [message, fix]);

describe('the type of a call', () => {
  it.each([
    ['abs(i)', 'a whole number'],
    ['abs(n)', 'a number'],
    ['min(i, i)', 'a whole number'],
    ['max(i, n)', 'a number'],
    ['rows.map(x, 1.5).sum()', 'a number'],
    ['rows.map(x, has(x.cpa), x.cpa).sum()', 'a number'],
    ['[i, n].sum()', 'a number'],
    ['[1, "a"].join()', 'a text'],
    ['s.split(",").join(";")', 'a text'],
    ['s.split(",")', 'a list'],
    ['s.split(",")[0].trim()', 'a text'],
    ['s.matches("^a")', 'true or false'],
    ['at.getHours()', 'a whole number'],
    ['long.getHours()', 'a number'],
    ['string(n)', 'a text'],
    ['bool(s)', 'true or false'],
    ['open.x.trim()', 'a text'],
    ['by_name.map(k, k)[0]', 'a text'],
    ['rows.filter(x, has(x.cpa))[0].cpa == null', 'true or false'],
    ['rows.exists_one(x, has(x.cpa))', 'true or false'],
  ])('%s is %s', (source, type) => {
    const { faults, type: found } = check(source);
    expect(faults.map((fault) => fault.message)).toEqual([]);
    expect(nameOf(found)).toBe(type);
  });

  it.each([
    ['abs(s)', 's is a text; abs() needs a number', 'Give a number.'],
    ['s.contains(n)', 'n is a number; contains() needs a text', 'Give a text.'],
    ['n.split(",")', 'n is a number; split() needs a text', 'Give a text.'],
    ['s.sum()', 's is a text; sum() needs a list', 'Give a list.'],
    ['long.getDate()', 'long is a duration; getDate() needs a timestamp', 'Give a timestamp.'],
    ['at.getSeconds()', 'at is a timestamp; getSeconds() needs a duration', 'Give a duration.'],
    ['n.matches("a")', 'n is a number; matches() needs a string', 'Give a text.'],
    ['round(none)', 'none may be null or absent here', 'Guard it: has(none) && …'],
    ['size(later)', 'later may be null or absent here', 'Guard it: has(later) && …'],
    ['round(null)', 'this part may be null or absent here', 'Guard it with has(…) first.'],
    ['later.all(x, x > 0)', 'later may be null or absent here', 'Guard it: has(later) && …'],
    ['s.all(x, true)', 's is a text; all() walks a list', 'Give a list.'],
    ['(n + 1).exists(x, true)', 'this part is a number; exists() walks a list', 'Give a list.'],
    [
      'rows.map(x, x.cpa).sum()',
      'an item of sum() may be null here',
      'Leave such items out first, as in list.map(x, has(x.y), x.y).',
    ],
    [
      'rows.map(x, "a" == s).sum()',
      'sum() needs a list of numbers, and each item is true or false',
      'Turn each item into one with map().',
    ],
    [
      '[1, 2].join(",")',
      'join() needs a list of texts, and each item is a whole number',
      'Turn each item into one with map().',
    ],
    ['rows.filter(x, x.cpa)', 'filter() needs true or false for each item', 'Compare something.'],
  ])('%s: %s. %s', (source, message, fix) => {
    // `matches` tells its kind as the others do.
    expect(told(source)).toEqual([[message.replace('needs a string', 'needs a text'), fix]]);
  });
});

describe('a loop’s own name', () => {
  it('is known inside and not outside', () => {
    expect(check('rows.all(x, has(x.cpa))').faults).toEqual([]);
    expect(check('rows.all(x, has(x.cpa)) && has(x.cpa)').faults.map((fault) => fault.kind)).toEqual(['unknown_name']);
  });

  it('hides what was known of the same name outside', () => {
    // The guard speaks of `r` outside; the item of the loop is another `r`.
    expect(check('has(r.cpa) && rows.all(r, r.cpa > 1)').faults.map((fault) => fault.message)).toEqual([
      'r.cpa may be null or absent here',
    ]);
    expect(check('has(r.cpa) && rows.all(x, r.cpa > 1)').faults).toEqual([]);
    expect(check('rows.map(r, r.cpa)', ['r', 'r.cpa']).type).toMatchObject({ item: { nullable: true } });
  });

  it('hides a value of the same name outside while it runs, null or not', () => {
    const scope = { x: 1, list: [null, 2] };
    expect(evaluateExpression('list.map(x, has(x))', scope)).toEqual([false, true]);
    expect(evaluateExpression('list.map(x, x == null)', scope)).toEqual([true, false]);
    expect(evaluateExpression('list.map(x, 1).sum() + x', scope)).toBe(3);
    expect(evaluateExpression('[[1], [2, 3]].map(x, x.map(x, x * 10))', scope)).toEqual([[10], [20, 30]]);
  });

  it('a filter of map() guards what it gives', () => {
    expect(check('rows.map(x, has(x.cpa), x.cpa * 2.0)').faults).toEqual([]);
    expect(check('rows.map(x, x.cpa != null && x.cpa > 3, x.cpa)').type).toMatchObject({ item: { nullable: false } });
    expect(check('rows.map(x, !has(x.cpa), x.cpa * 2.0)').faults).toHaveLength(1);
  });
});

describe('what is read of a value', () => {
  it.each([
    ['by_name.b', 'by_name has no field b', 'a'],
    ['by_name["b"]', 'by_name has no field b', 'a'],
    ['has(by_name.b)', 'by_name has no field b', 'a'],
    ['s.length', 's is a text; it has no field length', null],
    ['rows.cpa', 'rows is a list; it has no field cpa', null],
    ['rows["0"]', 'rows is a list; it has no field 0', null],
    ['rows[s]', 'rows is a list; it cannot be read at a text', null],
    ['by_name[i]', 'by_name is a map; it cannot be read at a whole number', null],
    ['s[0]', 's is a text; it cannot be read at a whole number', null],
    ['later[0]', 'later may be null or absent here', null],
    ['{1: 2}', 'the key of a map must be a text', null],
    ['(s + s).length', 'this part is a text; it has no field length', null],
  ])('%s: %s', (source, message, choice) => {
    const { faults } = check(source);
    expect(faults.map((fault) => fault.message)).toEqual([message]);
    if (choice !== null) expect(faults[0]?.choices).toContain(choice);
  });

  it.each([
    ['open["a" + s]', 'anything'],
    ['by_name["a"]', 'a whole number'],
    ['{"a": n, "b": {"c": s}}.b.c', 'a text'],
    ['{s: n}.anything', 'anything'],
    ['[1, 2.5][0]', 'a number'],
    ['[1, "a"][0]', 'anything'],
    ['[][0]', 'anything'],
    ['has(later) ? later[0] : 0', 'a whole number'],
    ['true ? 1 : 2.5', 'a number'],
    ['true ? "a" : "b"', 'one of a, b'],
    ['n > 1 ? null : n', 'a number'],
  ])('%s is %s', (source, type) => {
    const { faults, type: found } = check(source);
    expect(faults.map((fault) => fault.message)).toEqual([]);
    expect(nameOf(found)).toBe(type);
  });

  it('what is guarded from outside, as by the condition of a step, is there', () => {
    expect(check('none > 3', ['none']).faults).toEqual([]);
    expect(check('later[0] > 3', ['later']).faults).toEqual([]);
    expect(check('none > 3', ['none.x']).faults).toHaveLength(1);
  });
});
