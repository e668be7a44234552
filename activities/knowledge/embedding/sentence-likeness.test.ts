import { describe, expect, it } from 'vitest';
import { createSentenceLikeness } from './sentence-likeness.ts';

/** An embedder that knows three words and forgets all others; it remembers what it was given. */
function wordEmbedder() {
  const given: string[][] = [];
  const vectorOf = (text: string) => {
    const counts = ['rivals', 'rose', 'page'].map((word) => text.toLowerCase().split(word).length - 1);
    const length = Math.hypot(...counts);
    return length === 0 ? [0, 0, 0] : counts.map((count) => count / length);
  };
  const embed = async (texts: readonly string[]) => {
    given.push([...texts]);
    return texts.map(vectorOf);
  };
  return { given, embed };
}

describe('how alike a text and a statement are', () => {
  const statement = 'The rivals rose a lot.';

  it.each([
    ['the same sentence', 'The rivals rose a lot.', 1],
    ['a long text that says it once', 'The page is well and good. In short the rivals rose. Nothing else is new.', 1],
    ['half of it', 'There are rivals everywhere now.', Math.SQRT1_2],
    ['something else', 'The page is well and good.', 0],
    ['nothing that is a sentence', 'a b', 0],
    ['no text', '', 0],
  ])('of %s', async (_, text, expected) => {
    expect(await createSentenceLikeness(wordEmbedder())(text, statement)).toBeCloseTo(expected);
  });

  it('reads the strings of a JSON document one by one', async () => {
    const embedder = wordEmbedder();
    const text = JSON.stringify({ reasoning: 'The rivals rose again.', list: ['The page is fine.'], confidence: 0.8 });
    expect(await createSentenceLikeness(embedder)(text, statement)).toBeCloseTo(1);
    expect(embedder.given[0]).toContain('The page is fine.');
    expect(embedder.given[0]?.join(' ')).not.toMatch(/[{}"]/);
  });

  it('asks once for all, and for each sentence once', async () => {
    const embedder = wordEmbedder();
    await createSentenceLikeness(embedder)('It is so now. It is so now. It is so now.', statement);
    expect(embedder.given).toEqual([[statement, 'It is so now.']]);
  });

  it('is never below nothing', async () => {
    const opposite = { embed: async (texts: readonly string[]) => texts.map((_, at) => [at === 0 ? 1 : -1]) };
    expect(await createSentenceLikeness(opposite)('It is so now.', statement)).toBe(0);
  });
});
