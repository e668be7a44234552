import { expect, it } from 'vitest';
import { readObject, readValue } from './read-json.ts';

it.each([
  ['', null],
  [' 12.5 ', 12.5],
  ['true', true],
  ['"12"', '12'],
  ['{"a":[1]}', { a: [1] }],
  ['plain words', 'plain words'],
])('reads %j as the value a person means', (text, value) => {
  expect(readValue(text)).toEqual(value);
});

it('takes only an object where one is needed', () => {
  expect(readObject('')).toEqual({});
  expect(readObject('{"campaign_id":"1"}')).toEqual({ campaign_id: '1' });
  for (const wrong of ['[1]', '1', 'null', '{', 'words']) expect(readObject(wrong)).toBeNull();
});
