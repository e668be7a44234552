import { expect, it } from 'vitest';
import { evaluationResultSchema } from '../../../contracts/trigger.ts';
import { evaluationViewSchema, expressionLines, resultWords, valueWords } from './evaluation-view.ts';

const leaf = (source: string, line: number, value: unknown) => ({ source, line, value, error: null, children: [] });

it('has words for every result of the contract, each different', () => {
  const words = evaluationResultSchema.options.map((result) => resultWords(result).word);
  expect(new Set(words).size).toBe(evaluationResultSchema.options.length);
});

it('shows the parts of an expression under it, each with its line and value', () => {
  const { values } = evaluationViewSchema.parse({
    ...{ evaluation_id: 'e', source: 'schedule', result: 'not_fired', due_at: '2026-01-01T09:00:00Z' },
    values: [{ ...leaf('a && b', 7, false), children: [leaf('a', 7, true), leaf('b', 8, false)] }, leaf('c', 9, 1)],
  });
  const lines = expressionLines(values);
  expect(lines.map(({ depth, expression }) => [depth, expression.source, expression.line])).toEqual([
    [0, 'a && b', 7],
    [1, 'a', 7],
    [1, 'b', 8],
    [0, 'c', 9],
  ]);
  expect(new Set(lines.map(({ key }) => key)).size).toBe(4);
});

it('says a value as it is, and why there is none', () => {
  expect(valueWords({ value: 4.2, error: null })).toBe('4.2');
  expect(valueWords({ value: 'x', error: null })).toBe('x');
  expect(valueWords({ value: null, error: null })).toBe('null');
  expect(valueWords({ value: null, error: 'no such key: cpa' })).toBe('no value: no such key: cpa');
});
