import { describe, expect, it } from 'vitest';
import { reading } from '../../tests/playbooks/read-value.ts';
import { createReport } from './report.ts';
import {
  readBoolean,
  readChoice,
  readDuration,
  readIdentifier,
  readNumber,
  readTexts,
  sayDuration,
} from './scalars.ts';

describe('a number in a range', () => {
  const whole = { from: 1, to: 20, whole: true };
  const read = (yaml: string, range: Parameters<typeof readNumber>[2] = whole) =>
    reading(yaml, (node, report) => readNumber(node, '`x`', range, report));

  it.each(['1', '20', '0x10', '1e1'])('%s is inside 1 to 20', (yaml) => {
    expect(read(yaml)).toEqual({ value: Number(yaml), told: [] });
  });

  it.each(['0', '21', '-1', '1.5', '1e3'])('%s is outside, or no whole number', (yaml) => {
    expect(read(yaml)).toEqual({
      value: null,
      told: [
        {
          code: 'VALUE_INVALID',
          message: `\`x\` may not be ${yaml}.`,
          expected: 'a whole number from 1 to 20',
          suggestion: null,
        },
      ],
    });
  });

  it.each([
    ["'7'", 'a text', '7'],
    ['25%', 'a text', '25'],
    ['1_000', 'a text', '1000'],
    ["'1,000'", 'a text', '1000'],
    ["'1,000,000.5'", 'a text', '1000000.5'],
    // Half of the world writes one and a half so; it is not fifteen.
    ["'1,5'", 'a text', null],
    ['many', 'a text', null],
    ['true', 'the boolean true', null],
    ['', 'empty', null],
    ['[1]', 'a list', null],
    ['{ a: 1 }', 'a map', null],
  ])('%s is %s, and %s was meant', (yaml, what, suggestion) => {
    expect(read(yaml, { from: 0 })).toEqual({
      value: null,
      told: [{ code: 'TYPE_MISMATCH', message: `\`x\` is ${what}.`, expected: 'a number of at least 0', suggestion }],
    });
  });

  it('what is not given is not reported', () => {
    const report = createReport('');
    expect(readNumber(undefined, '`x`', whole, report)).toBeNull();
    expect(readDuration(undefined, '`x`', { from: 1, to: 2 }, report)).toBeNull();
    expect(readChoice(undefined, '`x`', ['a'], report)).toBeNull();
    expect(readBoolean(undefined, '`x`', report)).toBeNull();
    expect(readTexts(undefined, '`x`', report)).toBeNull();
    expect(readIdentifier(undefined, '`x`', report)).toBeNull();
    expect(report.diagnostics()).toEqual([]);
  });
});

describe('true or false', () => {
  it.each([
    ['true', true],
    ['false', false],
    ['True', true],
  ])('%s', (yaml, value) => {
    expect(reading(yaml, (node, report) => readBoolean(node, '`x`', report))).toEqual({ value, told: [] });
  });

  it.each([
    ['yes', 'true'],
    ['On', 'true'],
    ['y', 'true'],
    ['no', 'false'],
    ['OFF', 'false'],
    ['n', 'false'],
    ["'true'", null],
    ['1', null],
    ['toString', null],
    ['[]', null],
  ])('%s is not, and %s was meant', (yaml, suggestion) => {
    const { value, told } = reading(yaml, (node, report) => readBoolean(node, '`x`', report));
    expect(value).toBeNull();
    expect(told).toMatchObject([{ code: 'TYPE_MISMATCH', expected: 'true or false', suggestion }]);
  });
});

describe('one of a few words', () => {
  const read = (yaml: string) =>
    reading(yaml, (node, report) => readChoice(node, '`x`', ['skip', 'queue', 'cancel_running'], report));

  it.each([
    ['queue', 'queue'],
    ["'skip'", 'skip'],
  ])('%s', (yaml, value) => {
    expect(read(yaml)).toEqual({ value, told: [] });
  });

  it.each([
    ['Queue', 'VALUE_INVALID', '`x` may not be Queue.', 'queue'],
    ['cancel-running', 'VALUE_INVALID', '`x` may not be cancel-running.', 'cancel_running'],
    ['later', 'VALUE_INVALID', '`x` may not be later.', null],
    ['', 'VALUE_INVALID', '`x` may not be empty.', null],
    ['3', 'VALUE_INVALID', '`x` may not be 3.', null],
    ['[skip]', 'TYPE_MISMATCH', '`x` is a list.', null],
  ])('%s is none of them', (yaml, code, message, suggestion) => {
    expect(read(yaml).told).toEqual([
      { code, message, expected: expect.stringContaining('skip, queue, cancel_running'), suggestion },
    ]);
  });
});

describe('a length of time', () => {
  const read = (yaml: string) =>
    reading(yaml, (node, report) => readDuration(node, '`x`', { from: 60, to: 86_400 }, report));

  it.each([
    ['1m', 60],
    ['24h', 86_400],
    ['1d', 86_400],
    ['1h30m', 5_400],
    ['60.5s', 60.5],
  ])('%s is %d seconds', (yaml, seconds) => {
    expect(read(yaml)).toEqual({ value: seconds, told: [] });
  });

  it.each([
    ['59s', '`x` is too short.'],
    ['0s', '`x` is too short.'],
    ['25h', '`x` is too long.'],
    ['86401s', '`x` is too long.'],
  ])('%s: %s', (yaml, message) => {
    expect(read(yaml).told).toEqual([
      { code: 'DURATION_INVALID', message, expected: 'between 1m and 1d', suggestion: null },
    ]);
  });

  it.each([
    ['90', null],
    ['4 hours', '4h'],
    ['4 HOURS', '4h'],
    ['3 dayz', '3d'],
    ['1.5 weeks', '1.5w'],
    ['90 sec', '90s'],
    ['5 min', '5m'],
    // Neither five minutes nor five hundred of them.
    ['5 months', null],
    ['500 milliseconds', '500ms'],
    ['500 MS', '500ms'],
    ['2 years', null],
    ['soon', null],
    ['-3d', null],
    ['true', null],
    ['', null],
    ['[3d]', null],
    ['PT3H', '3h'],
    ['P1DT12H', '1d12h'],
    ['P1M', null],
  ])('%s is none, and %s was meant', (yaml, suggestion) => {
    const { value, told } = read(yaml);
    expect(value).toBeNull();
    expect(told).toEqual([
      {
        code: 'DURATION_INVALID',
        message: expect.stringMatching(/^`x` is not a duration/),
        expected: 'a number with a unit: 90s, 10m, 24h, 3d or 2w',
        suggestion,
      },
    ]);
  });

  it.each([
    [0, '0s'],
    [59, '59s'],
    [60, '1m'],
    [90, '90s'],
    [3_600, '1h'],
    [5_400, '90m'],
    [86_400, '1d'],
    [604_800, '1w'],
    [691_200, '8d'],
  ])('%d seconds are said as %s', (seconds, text) => {
    expect(sayDuration(seconds)).toBe(text);
  });
});
