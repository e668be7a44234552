import { describe, expect, it } from 'vitest';
import { CodedError } from '../../../contracts/errors/index.ts';
import { checkExpression } from '../../../playbooks/expressions/checking.ts';
import { evaluateExpression, resolveTemplate } from '../../../playbooks/expressions/index.ts';
import { payloads } from './corpus.ts';
import { costly } from './costly.ts';

const reached: string[] = [];
const trapped = (name: string) => ({ enumerable: true, get: () => void reached.push(name) });
const host = { run: () => void reached.push('run'), date: new Date(0), big: 1n };
const polluted: unknown = JSON.parse('{"__proto__": {"a": 1}, "constructor": "x", "prototype": {"b": 2}}');
const scope = {
  ...{
    text: 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!',
    number: 3,
    list: [1, 2, 3],
    map: { a: 1 },
    nothing: null,
  },
  ...{ deep: { a: { b: { c: [1] } } }, polluted, inner: { map: { a: 1 } }, ...host },
  row: Object.defineProperties(
    {},
    { constructor: trapped('constructor'), valueOf: trapped('valueOf'), caller: trapped('caller') },
  ),
};
const failureOf = (source: string, data: Readonly<Record<string, unknown>>): unknown => {
  try {
    return { value: evaluateExpression(source, data) };
  } catch (error) {
    return error;
  }
};

describe('a hostile expression', () => {
  it('there are three hundred of them and more', () => expect(payloads.length).toBeGreaterThanOrEqual(300));

  it('reaches nothing, runs nothing, and fails with the one code', () => {
    const odd = payloads.filter((payload) => {
      const failure = failureOf(payload, scope);
      return !(failure instanceof CodedError && failure.code === 'EXPRESSION_FAILED');
    });
    expect(odd).toEqual([]);
    expect(reached).toEqual([]);
    expect(Reflect.get({}, 'a')).toBeUndefined();
  });

  it('is known to be wrong before it runs, unless it depends on the data', () => {
    const names = {};
    const passed = payloads.filter(
      (payload) => checkExpression(payload, { names, guarded: new Set() }).faults.length === 0,
    );
    // What is left is arithmetic on numbers, a size of a number, a computed key, and texts that are no number or time.
    expect(
      passed.filter(
        (payload) => !/^(?:-?[\d.e]+ [-+*/%]|int\(|double\(|size\(1|\{\}\["con"|timestamp\(|duration\()/.test(payload),
      ),
    ).toEqual([]);
  });

  it('in a value is only a text: nothing that came out of a template is looked into again', () => {
    for (const payload of ['{{ secret }}', `$\{secret}`, '{{{{ secret }}}}', ...payloads.slice(0, 100)]) {
      const data = { name: payload, secret: 'told' };
      expect(evaluateExpression('name', data)).toBe(payload);
      expect(evaluateExpression('"{{ " + name', data)).toBe(`{{ ${payload}`);
      const parts = ['a ', { source: 'name', line: 1 }];
      expect(resolveTemplate({ kind: 'text', parts }, data)).toBe(`a ${payload}`);
    }
  });
});

describe('an expression that asks for too much', () => {
  const numbers = (length: number) => Array.from({ length }, (_, at) => at);
  const large = { all: numbers(10_000), million: numbers(1_000_000), long: 'a'.repeat(10_000) };

  it('is stopped by the limit of work, soon', () => {
    const times: number[] = [];
    for (const source of costly) {
      const begun = process.cpuUsage();
      const failure = failureOf(source, large);
      const { user, system } = process.cpuUsage(begun);
      times.push((user + system) / 1_000);
      expect(failure, source.slice(0, 60)).toMatchObject({ code: 'EXPRESSION_FAILED' });
    }
    times.sort((one, other) => one - other);
    const at = (share: number) => (times[Math.ceil(times.length * share) - 1] ?? 0).toFixed(1);
    console.log(
      `${times.length} costly expressions: p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, longest ${at(1)} ms (aim ≤ 20 ms)`,
    );
  });
});
