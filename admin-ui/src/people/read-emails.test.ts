import { expect, it } from 'vitest';
import { isGroupName, readEmails } from './read-emails.ts';

it('takes addresses however people separate them, each once', () => {
  expect(readEmails(' a@x.example, b@x.example;\nc@x.example  a@x.example ')).toEqual([
    ...['a@x.example', 'b@x.example', 'c@x.example'],
  ]);
  expect(readEmails(' \n')).toEqual([]);
});

it.each([
  ['finance', true],
  ['finance-eu_2', true],
  ['Finance', false],
  ['2nd', false],
  ['', false],
  ['two words', false],
])('knows whether %j names a group', (name, is) => {
  expect(isGroupName(name)).toBe(is);
});
