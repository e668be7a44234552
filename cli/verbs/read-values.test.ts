import { expect, it } from 'vitest';
import { readPairs, readValue } from './read-values.ts';

it('keeps everything after the first = as the value', () => {
  expect([...readPairs(['a=1=2', 'b='], '--input')]).toEqual([
    ['a', '1=2'],
    ['b', ''],
  ]);
});

it('refuses words without a name, and a name twice', () => {
  for (const words of [['a'], ['=1'], ['a=1', 'a=2']]) expect(() => readPairs(words, '--input')).toThrow('--input');
});

it('leaves texts alone, however much they look like numbers', () => {
  expect(readValue('120240001010', 'string')).toBe('120240001010');
  expect(readValue('28', 'integer')).toBe(28);
  expect(readValue('true', 'boolean')).toBe(true);
  expect(readValue('many', 'integer')).toBe('many');
  expect(readValue('[1]', 'list')).toEqual([1]);
});
