import { describe, expect, it } from 'vitest';
import type { JsonValue } from '../../../contracts/canonical-json.ts';
import { testDefinitions } from '../../../tests/playbooks/definitions.ts';
import { type HostedKey, hostedKeys } from '../../../tests/playbooks/language-hosts.ts';
import { compilePlaybook } from '../index.ts';
import type { KeyValue } from './index.ts';

const keys = hostedKeys();

/** The errors of a playbook in which the key has this value, each with whether it points at the value or what is in it. */
function errorsAt({ host }: HostedKey, value: JsonValue) {
  // A text that stands nowhere else takes the value's place first, to know where that is.
  const holder = JSON.stringify('@@@@');
  const [before = ''] = JSON.stringify(host('@@@@')).split(holder);
  const source = JSON.stringify(host(value));
  const from = before.length + 1;
  const until = from + JSON.stringify(value).length;
  const { diagnostics } = compilePlaybook(source, { file: 'keys.yaml', actions: testDefinitions });
  return diagnostics
    .filter(({ severity }) => severity === 'error')
    .map(({ code, column, suggestion, message }) => ({
      code,
      message,
      suggestion,
      there: column >= from && column <= until,
    }));
}
const thereOf = (key: HostedKey, value: JsonValue) => errorsAt(key, value).filter(({ there }) => there);

/** Keys whose value is of this kind, or has it as one of several. */
function keysOf<const K extends KeyValue['kind']>(kind: K) {
  return keys.flatMap((key) => {
    const shapes = key.key.value.kind === 'one_of' ? key.key.value.of : [key.key.value];
    return shapes.flatMap((shape) => (isKind(shape, kind) ? [[key.name, key, shape] as const] : []));
  });
}
function isKind<const K extends KeyValue['kind']>(shape: KeyValue, kind: K): shape is Extract<KeyValue, { kind: K }> {
  return shape.kind === kind;
}
const only = <T extends readonly [string, HostedKey, KeyValue]>(rows: readonly T[]) =>
  rows.filter(([, { key }]) => key.value.kind !== 'one_of');

describe('a number', () => {
  it.each(keysOf('number'))('%s may be its least, and nothing below', (_, key, { from, whole }) => {
    expect(thereOf(key, from)).toEqual([]);
    expect(thereOf(key, whole === true ? from - 1 : from - 0.001)).not.toEqual([]);
  });

  it.each(keysOf('number').filter(([, , { to }]) => to !== undefined))(
    '%s may be its most, and nothing above',
    (_, key, { to = 0, whole }) => {
      expect(thereOf(key, to)).toEqual([]);
      expect(thereOf(key, whole === true ? to + 1 : to + 0.001)).not.toEqual([]);
    },
  );

  it.each(keysOf('number').filter(([, , { whole }]) => whole === true))('%s is whole', (_, key, { from }) => {
    expect(thereOf(key, from + 0.5)).not.toEqual([]);
  });

  it.each(only(keysOf('number')))('%s is no text, no yes or no, no list, and never nothing', (_, key) => {
    for (const value of ['ten', true, [1], { a: 1 }, null, '']) expect(thereOf(key, value)).not.toEqual([]);
  });
});

describe('a duration', () => {
  it.each(keysOf('duration'))('%s keeps to its range, to the second', (_, key, { from, to }) => {
    expect(thereOf(key, `${from}s`)).toEqual([]);
    // One rule looks at two keys: an escalation may not outlast its approval, of a day here.
    expect(thereOf(key, `${to}s`).filter(({ code }) => code !== 'PLAYBOOK_ESCALATION_TOO_LATE')).toEqual([]);
    if (from > 0) expect(thereOf(key, `${from - 1}s`)).not.toEqual([]);
    expect(thereOf(key, `${to + 1}s`)).not.toEqual([]);
  });

  it.each(only(keysOf('duration')))('%s has a unit, and is neither negative nor made up', (_, key) => {
    for (const value of ['-1h', '1 fortnight', 'h', '1.5.5h', 'PT', '', '1e9d', '٣h'])
      expect([value, thereOf(key, value)]).not.toEqual([value, []]);
  });
});

describe('a choice', () => {
  const nearMiss = (word: string) => `${word.slice(0, -1)}${word.at(-1) === 'x' ? 'y' : 'x'}`;

  it.each(keysOf('choice'))('%s may be each of its words', (_, key, { of }) => {
    for (const word of of) expect([word, thereOf(key, word)]).toEqual([word, []]);
  });

  it.each(only(keysOf('choice')))(
    '%s: a slip of the finger is refused with the word that was meant',
    (_, key, { of }) => {
      for (const word of of.filter((each) => each.length > 3)) {
        const found = thereOf(key, nearMiss(word));
        expect([word, found.length]).toEqual([word, 1]);
        expect(`${found[0]?.suggestion}`).toContain(word);
      }
    },
  );

  it.each(only(keysOf('choice')))('%s knows big from small letters', (_, key, { of }) => {
    for (const word of of.filter((each) => /^[a-z_]+$/.test(each)))
      expect([word, thereOf(key, word.toUpperCase()).length]).not.toEqual([word, 0]);
  });
});

describe('a yes or no', () => {
  it.each(only(keysOf('boolean')))('%s is true or false, and no text that looks like it', (_, key) => {
    expect([thereOf(key, true), thereOf(key, false)]).toEqual([[], []]);
    for (const value of ['true', 'yes', 1, 0, null, []]) expect(thereOf(key, value)).not.toEqual([]);
  });
});

describe('an expression', () => {
  it.each(keysOf('expression'))('%s must hold together, end, and name what is there', (_, key) => {
    for (const value of ['1 +', '(1', 'nobody.knows > 1', '"open', '1 == "one"', ''])
      expect([value, errorsAt(key, value).length]).not.toEqual([value, 0]);
  });

  it.each(keysOf('expression'))('%s has neither clock nor chance nor a way out', (_, key) => {
    for (const value of [
      'timestamp.now() > 1',
      'random() > 0.5',
      'process.exit()',
      'constructor.name == "x"',
      '__proto__.x == 1',
    ])
      expect([value, errorsAt(key, value).length]).not.toEqual([value, 0]);
  });
});

describe('a list', () => {
  it.each(only(keysOf('list')).filter(([, , { at_least }]) => (at_least ?? 0) > 0))('%s is not empty', (_, key) => {
    expect(errorsAt(key, [])).not.toEqual([]);
  });
});

describe('a map', () => {
  const rows = only(keysOf('map'));
  it.each(rows)('%s refuses a key that it does not have, and points at it', (_, key) => {
    const found = thereOf(key, { no_such_key_at_all: 1 });
    expect(found.map(({ code }) => code)).toContain('PLAYBOOK_KEY_UNKNOWN');
  });
});

describe('other values', () => {
  it.each([
    [
      'cron',
      [
        '* * * *',
        '60 * * * *',
        '* 24 * * *',
        '* * 0 * *',
        '* * * 13 *',
        '* * * * 8',
        '*/0 * * * *',
        '5-1 * * * *',
        'often',
      ],
    ],
    ['timezone', ['Europe/Berln', 'Mars/Olympus', '', '+25:00', 'UTC+1 ']],
    ['date', ['2026-02-30', '2026-13-01', '26-01-01', 'tomorrow', '2026-2-3', '']],
    ['hours', ['9-17', '17:00-09:00', '24:30-25:00', '09:00', '']],
    ['business_days', ['0 business days', '-1bd', 'bd', '1.5bd']],
    ['event_name', ['', 'Has Spaces', 'UPPER.case', '.dot', 'a..b']],
  ] as const)('of the kind %s are checked where they are written', (kind, values) => {
    for (const [name, key] of keysOf(kind))
      for (const value of values) expect([name, value, thereOf(key, value).length]).not.toEqual([name, value, 0]);
  });
});
