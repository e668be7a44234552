import { describe, expect, it } from 'vitest';
import { genericAnswer, plainestValue } from './generic-answer.ts';
import { createScript, type Prompt, promptHash, scriptEntrySchema, scriptSchema } from './script.ts';
import { textsIn } from './texts.ts';

const prompt = (parts: Partial<Prompt> = {}): Prompt => ({
  vendor: 'anthropic',
  model: 'm',
  text: 'be brief\nwhat now?',
  schema: undefined,
  ...parts,
});
const scriptOf = (...entries: readonly unknown[]) => createScript(scriptSchema.parse(entries));

describe('a script', () => {
  it('answers with the first entry that fits', () => {
    const script = scriptOf(
      { match: { text: 'never' }, reply: '1' },
      { match: { text: 'now' }, reply: '2' },
      { reply: '3' },
    );
    expect(script.take(prompt())?.reply).toBe('2');
    expect(script.take(prompt({ text: 'other' }))?.reply).toBe('3');
  });

  it.each([
    ['vendor', { vendor: 'openai' }, { vendor: 'openai' as const }],
    ['model', { model: 'big' }, { model: 'big' }],
    ['text', { text: 'pan' }, { text: 'a pan of iron' }],
    ['regex', { regex: '^a.*iron$' }, { text: 'a pan\nof iron' }],
    ['prompt hash', { prompt_hash: promptHash('exact') }, { text: 'exact' }],
  ])('matches by %s', (_, match, fitting) => {
    const script = scriptOf({ match, reply: 'yes' });
    expect(script.take(prompt())).toBeNull();
    expect(script.take(prompt(fitting))?.reply).toBe('yes');
  });

  it('uses an entry up after so many times', () => {
    const script = scriptOf({ times: 2, reply: 'a' }, { reply: 'b' });
    expect([1, 2, 3].map(() => script.take(prompt())?.reply)).toEqual(['a', 'a', 'b']);
  });

  it('remembers calls, fitting or not, until it is cleared', () => {
    const script = scriptOf({ match: { text: 'now' }, times: 1, reply: 'a' });
    script.take(prompt());
    script.take(prompt());
    expect(script.calls().map((call) => call.scripted)).toEqual([true, false]);
    expect(script.list()).toEqual([]);
    script.clear();
    expect(script.calls()).toEqual([]);
    expect(script.list()).toHaveLength(1);
  });

  it.each([
    ['an unknown setting', { colour: 'red' }],
    ['an error that is none', { error: { status: 200 } }],
    ['a drip of no bytes', { reply: 'x', drip: { bytes: 0, interval_ms: 1 } }],
    ['an unknown match', { match: { colour: 'red' } }],
  ])('is refused with %s', (_, entry) => {
    expect(scriptEntrySchema.safeParse(entry).success).toBe(false);
  });
});

describe('the text of a prompt', () => {
  it.each([
    ['a text', 'x', ['x']],
    [
      'blocks',
      [
        { type: 'text', text: 'a' },
        { type: 'text', text: 'b' },
      ],
      ['a', 'b'],
    ],
    [
      'messages',
      [
        { role: 'user', content: 'a' },
        { role: 'user', content: [{ text: 'b' }] },
      ],
      ['a', 'b'],
    ],
    ['nothing', undefined, []],
    ['numbers', [1, null], []],
  ])('is found in %s', (_, value, texts) => {
    expect(textsIn(value)).toEqual(texts);
  });
});

describe('the generic answer', () => {
  it('is plain text without a schema', () => {
    expect(genericAnswer(undefined)).toContain('Generic sandbox text');
  });

  it.each([
    [{ type: 'string' }, expect.stringContaining('Generic')],
    [{ type: 'integer', minimum: 3 }, 3],
    [{ type: 'boolean' }, false],
    [{ type: ['string', 'null'] }, expect.stringContaining('Generic')],
    [{ const: 'fixed' }, 'fixed'],
    [{ enum: ['first', 'second'] }, 'first'],
    [{ anyOf: [{ type: 'number' }, { type: 'null' }] }, 0],
    [{ type: 'array', items: { type: 'number' }, minItems: 2 }, [0, 0]],
    [{ type: 'object', properties: { a: { type: 'number' } } }, { a: 0 }],
    [{ type: 'object' }, {}],
    [{ type: 'null' }, null],
    ['no schema', null],
  ])('fits %j', (schema, value) => {
    expect(plainestValue(schema)).toEqual(value);
  });
});
