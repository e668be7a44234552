import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CodedError } from '../../contracts/errors/index.ts';
import { checkExpression, mapType, maybe, nameOf, plain, textType, type ValueType } from './checking.ts';
import { evaluateExpression } from './index.ts';

const item = mapType({ day: textType(), cpa: maybe(plain('number')) });
const names: Readonly<Record<string, ValueType>> = {
  n: plain('number'),
  i: plain('integer'),
  s: textType(),
  cause: textType(['fatigue', 'auction']),
  b: plain('boolean'),
  absent: maybe(plain('number')),
  maybe_map: maybe(mapType({ x: plain('integer'), y: maybe(textType()) })),
  rows: { kind: 'list', item, nullable: false },
  now: textType(),
};

const number = fc.double({ min: -1e6, max: 1e6, noNaN: true });
const absentOr = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });
/** Data that has the types above; what may be absent is null now and then. */
const scopes = fc.record({
  n: number,
  i: fc.integer(),
  s: fc.string(),
  cause: fc.constantFrom('fatigue', 'auction'),
  b: fc.boolean(),
  absent: absentOr(number),
  maybe_map: absentOr(fc.record({ x: fc.integer(), y: absentOr(fc.string()) })),
  rows: fc.array(fc.record({ day: fc.string(), cpa: absentOr(number) }), { maxLength: 3 }),
  now: fc.constant('2026-01-01T09:30:00.000Z'),
});

/** Expressions that are often, but not always, well typed: the checker decides. */
const expressions = fc.letrec<{ number: string; text: string; condition: string; time: string; list: string }>(
  (tie) => ({
    number: fc.oneof(
      { depthSize: 'small' },
      fc.constantFrom('n', 'i', '3', '2.5', '-1', 'absent', 'maybe_map.x', 'rows[0].cpa', 'size(rows)', 'size(s)'),
      fc
        .tuple(tie('number'), fc.constantFrom('+', '-', '*', '/', '%'), tie('number'))
        .map((parts) => `(${parts.join(' ')})`),
      fc.tuple(fc.constantFrom('round', 'floor', 'abs', 'int'), tie('number')).map(([name, of]) => `${name}(${of})`),
      fc.tuple(tie('condition'), tie('number'), tie('number')).map(([test, yes, no]) => `(${test} ? ${yes} : ${no})`),
      tie('list').map((list) => `${list}.sum()`),
      tie('time').map((time) => `(timestamp(now) - ${time}).getSeconds()`),
    ),
    text: fc.oneof(
      { depthSize: 'small' },
      fc.constantFrom('s', 'cause', '"x"', 'maybe_map.y', 'rows[0].day', 'now'),
      fc.tuple(tie('text'), tie('text')).map(([one, other]) => `(${one} + ${other})`),
      tie('number').map((of) => `string(${of})`),
      tie('text').map((of) => `${of}.lowerAscii()`),
    ),
    time: fc.oneof(
      { depthSize: 'small' },
      fc.constant('timestamp(now)'),
      tie('time').map((time) => `(${time} + duration("2h"))`),
    ),
    list: fc.oneof(
      fc.constantFrom('[1, 2]', '[n, i]', 'rows.map(r, has(r.cpa), r.cpa)', 'rows.map(r, r.cpa)', '[absent]'),
      tie('number').map((of) => `rows.map(r, ${of})`),
    ),
    condition: fc.oneof(
      { depthSize: 'small' },
      fc.constantFrom(
        'b',
        'true',
        'has(absent)',
        'absent != null',
        'has(maybe_map.y)',
        'has(maybe_map)',
        'cause == "fatigue"',
        'rows.all(r, has(r.cpa) && r.cpa > 0)',
        'rows.exists(r, r.cpa == null)',
        'rows.exists(absent, has(absent.cpa) && absent.cpa > 1)',
        'size(rows) > 0',
      ),
      fc
        .tuple(tie('number'), fc.constantFrom('<', '<=', '==', '!=', '>'), tie('number'))
        .map((parts) => parts.join(' ')),
      fc.tuple(tie('text'), fc.constantFrom('<', '==', '!='), tie('text')).map((parts) => parts.join(' ')),
      fc.tuple(tie('condition'), fc.constantFrom('&&', '||'), tie('condition')).map((parts) => `(${parts.join(' ')})`),
      tie('condition').map((of) => `!(${of})`),
    ),
  }),
);

/** What may still go wrong with an expression that was checked: the numbers themselves, the amount of work, an index that is not there. */
const left: readonly string[] = ['arithmetic', 'limit'];

function fits(value: unknown, type: ValueType): boolean {
  if (value === null) return type.nullable || type.kind === 'null' || type.kind === 'any';
  if (type.kind === 'any') return true;
  if (type.kind === 'integer') return Number.isInteger(value);
  if (type.kind === 'number' || type.kind === 'duration') return typeof value === 'number';
  if (type.kind === 'boolean') return typeof value === 'boolean';
  if (type.kind === 'list') return Array.isArray(value) && value.every((each: unknown) => fits(each, type.item));
  if (type.kind === 'string') return typeof value === 'string' && (type.values?.includes(value) ?? true);
  return type.kind === 'timestamp' ? typeof value === 'string' : typeof value === 'object';
}

describe('what the checker lets through', () => {
  const all = fc.oneof(
    expressions.condition,
    expressions.number,
    expressions.text,
    expressions.list,
    fc.tuple(expressions.condition, expressions.number).map(([guard, of]) => `(${guard}) && ${of} > 0`),
  );

  it('evaluates to the type that it said, over any data of the declared types', () => {
    let accepted = 0;
    fc.assert(
      fc.property(all, scopes, (source, scope) => {
        const { type, faults } = checkExpression(source, { names, guarded: new Set() });
        if (faults.length > 0) return;
        accepted += 1;
        try {
          const value = evaluateExpression(source, scope);
          if (!fits(value, type))
            expect.fail(`${source} is ${JSON.stringify(value)}, and was said to be ${nameOf(type)}`);
        } catch (error) {
          if (!(error instanceof CodedError)) throw error;
          const outside = error.message.includes('there is nothing at that index');
          if (!outside && !left.includes(String(error.details.reason))) throw error;
        }
      }),
      { numRuns: 1_500 },
    );
    // The law must not hold for want of cases.
    expect(accepted).toBeGreaterThan(200);
  });
});
