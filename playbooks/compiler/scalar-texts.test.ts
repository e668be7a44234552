import { describe, expect, it } from 'vitest';
import { reading } from '../../tests/playbooks/read-value.ts';
import { readIdentifier, readText, readTexts } from './scalars.ts';
import { describeNode } from './source-node.ts';

describe('a text, or several', () => {
  it.each([
    ['word', 'word'],
    ["''", ''],
    ["'007'", '007'],
    ['2026-01-01', '2026-01-01'],
  ])('%s', (yaml, value) => {
    expect(reading(yaml, (node, report) => readText(node, '`x`', report))).toEqual({ value, told: [] });
  });

  it.each([
    ['007', 'a number', "'007'"],
    ['true', 'the boolean true', "'true'"],
    ['', 'empty', null],
    ['{}', 'a map', null],
  ])('%s is %s, to be written as %s', (yaml, what, suggestion) => {
    const { told } = reading(yaml, (node, report) => readText(node, '`x`', report));
    expect(told).toEqual([{ code: 'TYPE_MISMATCH', message: `\`x\` is ${what}.`, expected: 'a text', suggestion }]);
  });

  it('one stands for a list of one, and each that is none is told by itself', () => {
    const read = (yaml: string) => {
      const { value, told } = reading(yaml, (node, report) => readTexts(node, '`x`', report));
      return [value?.map(({ text }) => text), told.length];
    };
    expect(read('a')).toEqual([['a'], 0]);
    expect(read('[]')).toEqual([[], 0]);
    expect(read('[a, 1, b, [c]]')).toEqual([['a', 'b'], 2]);
  });
});

describe('a name', () => {
  const read = (yaml: string) => reading(yaml, (node, report) => readIdentifier(node, '`x`', report));

  it.each(['a', '_a1', 'Check_Budget', 'x'.repeat(63)])('%s', (name) => {
    expect(read(name)).toEqual({ value: name, told: [] });
  });

  it.each([
    ['check budget', 'check_budget'],
    ['check-budget!', 'check_budget_'],
    ["'1st'", '_1st'],
    ['übung', 'ubung'],
    ['x'.repeat(64), 'x'.repeat(63)],
    ["''", null],
    // Cyrillic letters that look like Latin ones leave nothing to suggest but an underscore.
    ['рa', 'pa'],
  ])('%s is none, and is read on as %s', (yaml, suggestion) => {
    expect(read(yaml)).toMatchObject({ value: suggestion, told: [{ code: 'ID_INVALID', suggestion }] });
  });
});

describe('what a node is, as messages say it', () => {
  it.each([
    ['{}', 'a map'],
    ['[]', 'an empty list'],
    ['[1]', 'a list'],
    ['', 'empty'],
    ['~', 'empty'],
    ['a', 'a text'],
    ['1', 'a number'],
    ['false', 'the boolean false'],
    ['{{x}}', 'unreadable'],
  ])('%s is %s', (yaml, what) => {
    expect(reading(yaml, (node) => (node === undefined ? '' : describeNode(node))).value).toBe(what);
  });
});
