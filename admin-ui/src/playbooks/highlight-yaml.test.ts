import fc from 'fast-check';
import { expect, it } from 'vitest';
import { highlightYamlLine } from './highlight-yaml.ts';

const kinds = (line: string) => highlightYamlLine(line).map(({ kind, text }) => `${kind}:${text}`);

it('tells keys, expressions, numbers and comments apart', () => {
  expect(kinds('  - id: step_1')).toEqual(['text:  - ', 'key:id', 'text::', 'text: step_1']);
  expect(kinds("  bid: '{{context.cpa}}'")).toEqual([
    'text:  ',
    'key:bid',
    'text::',
    "text: '",
    'expression:{{context.cpa}}',
    "text:'",
  ]);
  expect(kinds('max: 25 # percent')).toEqual(['key:max', 'text::', 'number: 25', 'comment: # percent']);
});

it('does not take a hash inside quotes for a comment', () => {
  expect(kinds("colour: '#fff'")).toEqual(['key:colour', 'text::', "text: '#fff'"]);
});

it('shows every character of any line', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (line) => {
      expect(
        highlightYamlLine(line)
          .map(({ text }) => text)
          .join(''),
      ).toBe(line);
    }),
  );
});
