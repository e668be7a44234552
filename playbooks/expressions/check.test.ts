import { describe, expect, it } from 'vitest';
import { checkExpression, mapType, maybe, nameOf, plain, textType } from './checking.ts';

const row = mapType({ dt: textType(), cpa: maybe(plain('number')) });
const names = {
  context: mapType({ cpa: plain('number'), status: textType() }),
  diagnosis: mapType({
    cause: textType(['fatigue', 'auction']),
    pct: maybe(plain('number')),
    nested: maybe(mapType({ x: plain('integer') })),
  }),
  rows: { kind: 'list', item: row, nullable: false } as const,
  later: maybe(mapType({ z: plain('number') })),
  open: mapType({}, plain('any')),
  now: textType(),
};
const check = (source: string) => checkExpression(source, { names, guarded: new Set() });

describe('checking an expression before it runs', () => {
  it.each([
    ['context.cpa > 50 && context.status == "active"', 'true or false'],
    ['context.cpa * 2', 'a number'],
    ['diagnosis.cause == "fatigue"', 'true or false'],
    ['has(diagnosis.pct) && diagnosis.pct > 3', 'true or false'],
    ['diagnosis.pct != null && diagnosis.pct > 3', 'true or false'],
    ['!has(diagnosis.pct) || diagnosis.pct > 3', 'true or false'],
    ['has(diagnosis.pct) ? diagnosis.pct : 0', 'a number'],
    ['has(diagnosis.nested.x) && diagnosis.nested.x > 1', 'true or false'],
    ['has(later.z) && later.z > 1', 'true or false'],
    ['diagnosis.pct == 3 && diagnosis.pct < 9', 'true or false'],
    ['rows.filter(r, has(r.cpa)).size()', 'a whole number'],
    ['rows.map(r, has(r.cpa), r.cpa + 1)', 'a list'],
    ['has(rows[0].cpa) && rows[0].cpa > 1', 'true or false'],
    ['open.anything.at.all > 3', 'true or false'],
    ['timestamp(now) + duration("2h")', 'a timestamp'],
    ['timestamp(now) - timestamp(now)', 'a duration'],
    ['round(context.cpa)', 'a whole number'],
    ['size(rows) + 1', 'a whole number'],
    ['size(rows) / 2', 'a number'],
  ])('%s is %s', (source, type) => {
    const result = check(source);
    expect(result.faults.map((fault) => fault.message)).toEqual([]);
    expect(nameOf(result.type)).toBe(type);
  });

  it.each([
    ['context.cpaa > 3', 'unknown_field', 'cpaa'],
    ['contxt.cpa > 3', 'unknown_name', 'contxt'],
    ['context.status == active', 'unknown_name', 'active'],
    ['context.cpa == "a"', 'type', 'context.cpa == "a"'],
    ['context.cpa && true', 'type', 'context.cpa'],
    ['diagnosis.cause == "fatige"', 'type', '"fatige"'],
    ['diagnosis.pct > 3', 'maybe_absent', 'diagnosis.pct'],
    ['has(diagnosis.pct) || diagnosis.pct > 3', 'maybe_absent', 'diagnosis.pct'],
    ['diagnosis.nested.x > 1', 'maybe_absent', 'diagnosis.nested'],
    ['later.z > 1', 'maybe_absent', 'later'],
    ['rows.map(r, r.cpa + 1)', 'maybe_absent', 'r.cpa'],
    ['has(diagnosis.cuase)', 'unknown_field', 'cuase'],
    ['rows.all(r, r.dt)', 'type', 'r.dt'],
    ['context.all(k, 1)', 'type', '1'],
    ['context.cpa.exists(x, x > 1)', 'type', 'context.cpa'],
    ['context.cpa.startsWith("a")', 'type', 'context.cpa'],
    ['lenght(rows)', 'function', 'lenght(rows)'],
    ['1 + "a"', 'type', '1 + "a"'],
    ['rows > 3', 'type', 'rows > 3'],
    ['1 in 2', 'type', '2'],
    ['context.cpa ? 1 : 2', 'type', 'context.cpa'],
    ['-context.status', 'type', 'context.status'],
    ['context.cpa[0]', 'type', 'context.cpa[0]'],
  ])('%s is a fault of kind %s at %s', (source, kind, part) => {
    const { faults } = check(source);
    expect(faults.map((fault) => [fault.kind, source.slice(fault.place.start, fault.place.end)])).toEqual([
      [kind, part],
    ]);
  });

  it('finds every fault of an expression at once', () => {
    expect(check('contxt.cpa > 3 && context.cpaa > 3 && diagnosis.pct > 3').faults).toHaveLength(3);
  });

  it('says what it could have been, for a did-you-mean', () => {
    expect(check('context.cpaa > 3').faults[0]?.choices).toContain('cpa');
    expect(check('diagnosis.cause == "fatige"').faults[0]?.choices).toContain('fatigue');
  });
});
