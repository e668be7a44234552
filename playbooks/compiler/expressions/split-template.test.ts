import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitTemplate } from './split-template.ts';

const sources = (text: string) =>
  splitTemplate(text).parts.map((part) => (part.kind === 'text' ? part.text : [part.text]));

describe('splitting a text', () => {
  it.each([
    ['plain', ['plain']],
    ['{{ a }}', [[' a ']]],
    ['x {{a}} y {{b}}', ['x ', ['a'], ' y ', ['b']]],
    ['{{a}}{{b}}', [['a'], ['b']]],
    ["{{ '}}' + a }}", [[" '}}' + a "]]],
    ['{{ "\\"}}" }}', [[' "\\"}}" ']]],
    ['{{ {"a": {"b": 1}} }}', [[' {"a": {"b": 1}} ']]],
    ['a } b }} c', ['a } b }} c']],
    ['', []],
  ])('%s', (text, parts) => {
    expect(sources(text)).toEqual(parts);
    expect(splitTemplate(text).unclosedAt).toBeNull();
  });

  it.each([
    ['{{ a', 0],
    ['x {{ a }', 2],
    ["{{ 'a }}", 0],
    ['{{a}} {{', 6],
    ['{{ {a }}', 0],
    ['{{{{', 0],
  ])('%s is not closed, and says where', (text, at) => {
    expect(splitTemplate(text).unclosedAt).toBe(at);
  });

  it('loses nothing of any text that it can split', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('{{', '}}', 'a', "'", '"', '{', '}', ' '), { maxLength: 12 }), (words) => {
        const text = words.join('');
        const { parts, unclosedAt } = splitTemplate(text);
        if (unclosedAt !== null) return;
        const again = parts.map((part) => (part.kind === 'text' ? part.text : `{{${part.text}}}`)).join('');
        expect(again).toBe(text);
      }),
    );
  });
});
