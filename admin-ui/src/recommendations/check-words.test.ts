import { expect, it } from 'vitest';
import { checkWords } from './check-words.ts';

it.each([
  ['VAL-3 within_limits', 'Within the limit of one step'],
  ['VAL-1 schema', 'Every part is there'],
  ['confidence_allowed', 'No surer than the analysis allows'],
  ['second_voice', 'Second voice'],
])('the check %s is said as “%s”', (check, words) => expect(checkWords(check)).toBe(words));
