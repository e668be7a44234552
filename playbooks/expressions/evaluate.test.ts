import { describe, expect, it } from 'vitest';
import { CodedError } from '../../contracts/errors/index.ts';
import { evaluateExpression } from './index.ts';

const scope = {
  inputs: { days: 7, note: 'eu-summer' },
  context: { cpa: 60, cpa_change_pct: 12.5, frequency: null, platform: 'meta' },
  rows: [
    { dt: '2026-01-01', cpa: 40 },
    { dt: '2026-01-02', cpa: 80 },
  ],
  names: ['a', 'b'],
  now: '2026-01-01T09:30:00.000Z',
};

const results: readonly (readonly [string, unknown])[] = [
  ['context.cpa > 50', true],
  ['context.cpa > 50 && context.platform == "meta"', true],
  ['7 / 2', 3.5],
  ['1 + 2.5', 3.5],
  ['2 * context.cpa_change_pct', 25],
  ['-inputs.days + 10 % 3', -6],
  ['inputs.days in [7, 14]', true],
  ["'a' in names", true],
  ["'cpa' in context", true],
  ['context.cpa > 50 ? "high" : "low"', 'high'],
  ['size(rows) == 2 && size("naïve") == 5', true],
  ['rows.map(r, r.cpa)', [40, 80]],
  ['rows.filter(r, r.cpa > 50)', [{ dt: '2026-01-02', cpa: 80 }]],
  ['rows.map(r, r.cpa > 50, r.dt)', ['2026-01-02']],
  ['rows.all(r, r.cpa > 0) && rows.exists(r, r.cpa > 70) && rows.exists_one(r, r.cpa > 70)', true],
  ['rows.map(r, r.cpa).sum() / size(rows)', 60],
  ['context.exists(key, key == "cpa")', true],
  ['{"cause": "x", "pct": context.cpa_change_pct}', { cause: 'x', pct: 12.5 }],
  ['[1, "two", null, true]', [1, 'two', null, true]],
  ['rows[0].cpa + rows[1]["cpa"]', 120],
  ['has(context.cpa)', true],
  ['has(context.frequency)', false],
  ['has(context.unknown)', false],
  ['has(missing)', false],
  ['has(missing.deep.path)', false],
  ['context.frequency == null', true],
  ['context.unknown == null', true],
  ['missing != null', false],
  ['has(context.frequency) && context.frequency > 3', false],
  ['{"a": [1, {"b": 2}]} == {"a": [1, {"b": 2}]}', true],
  ['inputs.note.startsWith("eu-") && inputs.note.endsWith("summer") && inputs.note.contains("-s")', true],
  ['inputs.note.matches("^eu-[a-z]+$")', true],
  ['inputs.note.split("-")', ['eu', 'summer']],
  ['names.join(", ")', 'a, b'],
  ['inputs.note.substring(3) + "/" + inputs.note.substring(0, 2).upperAscii()', 'summer/EU'],
  ['string(12.5) + string(true)', '12.5true'],
  ['int("42") + double("0.5") + int(2.9)', 44.5],
  ['round(2.5) + round(-2.5) + floor(1.9) + ceil(1.1) + abs(-3) + min(1, 2) + max(1, 2)', 9],
  ['timestamp(now) + duration("2h")', '2026-01-01T11:30:00.000Z'],
  ['timestamp(now) - timestamp("2026-01-01T09:00:00Z")', 1800],
  ['timestamp(now) - timestamp("2025-12-31T09:30:00+02:00") > duration("1d")', true],
  ['timestamp(now).getHours() + timestamp(now).getMinutes()', 39],
  ['duration("1h30m")', 5400],
  ['0 * -1', 0],
  ['9007199254740991', 9007199254740991],
];

/** An expression, and what the sentence must say. */
const failures: readonly (readonly [string, string])[] = [
  [
    'context.frequency > 3',
    'context.frequency is null where a value to compare is needed. Guard it, for example: has(context.frequency)',
  ],
  ['context.frequency + 1', 'context.frequency is null where a number or a text is needed'],
  ['context.unknown > 3', 'context.unknown is not there. Guard it'],
  ['missing > 3', 'missing is not known here'],
  ['context.platform > 3', 'is a number where a string is needed'],
  ['context.platform == 3', 'a string is compared with a number'],
  ['context.platform && true', 'context.platform is a string where true or false is needed'],
  ['1 / 0', 'divides by zero'],
  ['5 % 0', 'divides by zero'],
  ['1e300 * 1e300', 'the result is too large'],
  ['rows[7]', 'there is nothing at that index'],
  ['rows[-1]', 'there is nothing at that index'],
  ['rows[0.5]', 'a whole number'],
  ['context.cpa.value', 'context.cpa is a number'],
  ['timestamp("yesterday")', 'timestamp() could not read the text'],
  ['duration("3 dayz")', 'duration() could not read the text'],
  ['int("4x")', 'int() could not read a number'],
  ['size(context.frequency)', 'context.frequency is null'],
  ['now()', 'There is no clock'],
  ['context.cpa = 3', 'Write == to compare'],
  ['context.cpa > 3 & true', 'Write && for and'],
  ['(1', 'ends too early'],
  ['', 'it is empty'],
  ['18446744073709551616', 'the whole number is too large'],
  ['1u', 'unsigned numbers are not part of the language'],
];

describe('an expression', () => {
  it.each(results)('%s', (source, wanted) => {
    expect(evaluateExpression(source, scope)).toEqual(wanted);
  });

  it.each(failures)('%s fails closed with a plain sentence', (source, sentence) => {
    try {
      evaluateExpression(source, scope);
    } catch (error) {
      if (!(error instanceof CodedError)) throw error;
      expect(error.code).toBe('EXPRESSION_FAILED');
      expect(error.message).toContain(sentence);
      return;
    }
    expect.unreachable('it should have failed');
  });

  it('never puts a value of the scope into the message', () => {
    const secret = { token: 'hunter2-hunter2' };
    expect(() => evaluateExpression('token + 1', secret)).toThrow(/token is a string|number is needed/);
    try {
      evaluateExpression('token + 1', secret);
    } catch (error) {
      expect(JSON.stringify(error instanceof CodedError ? [error.message, error.details] : null)).not.toContain(
        'hunter2',
      );
    }
  });

  it('gives the same answer again, and nothing of the scope can be changed through the answer', () => {
    const first = evaluateExpression('rows', scope);
    expect(first).toEqual(scope.rows);
    expect(first).not.toBe(scope.rows);
    expect(evaluateExpression('rows', scope)).toEqual(first);
  });
});
