import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanDocument } from '../documents/clean.ts';
import { passageSizes, splitDocument } from './split.ts';

describe('the passages of a document', () => {
  it('follow its sections, and name the headings above them', () => {
    const text = '# Guide\n\nIntro.\n\n## Tone\n\nBe kind.\n\n### Humour\n\nRarely.\n\n## Look\n\nGreen.';
    expect(splitDocument(text).map(({ section, text: words }) => [section, words])).toEqual([
      ['Guide', 'Intro.'],
      ['Guide › Tone', 'Be kind.'],
      ['Guide › Tone › Humour', 'Rarely.'],
      ['Guide › Look', 'Green.'],
    ]);
  });

  it('repeat the last sentences of the one before, so that nothing is lost at a seam', () => {
    const text = Array.from({ length: 40 }, (_, at) => `Sentence number ${at} says something.`).join(' ');
    const [first, second] = splitDocument(text);
    expect(second?.start).toBeLessThan(first?.end ?? 0);
    expect(first?.text).toMatch(/\.$/);
    expect(second?.text).toMatch(/^Sentence number/);
  });

  it('do not take a hash in a code block for a heading', () => {
    expect(splitDocument('```\n# no heading\n```\nwords').map((each) => each.section)).toEqual(['']);
  });

  it('of headings alone are one', () => {
    expect(splitDocument('# Only\n\n## Headings')).toMatchObject([{ ordinal: 0, text: '# Only\n\n## Headings' }]);
  });

  it('quote the text to the letter, are never too long, and leave no word out', () => {
    const word = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 900 });
    const line = fc.oneof(
      word,
      word.map((each) => `# ${each}`),
      word.map((each) => `- ${each}. ${each}!`),
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 30 }), fc.integer({ min: 20, max: 700 }), (lines, most) => {
        const text = tidied(lines.join('\n'));
        if (text === null) return;
        const passages = splitDocument(text, { most, overlap: Math.floor(most / 4) });
        expect(passages.map((each) => each.ordinal)).toEqual(passages.map((_, at) => at));
        const seen = new Set<number>();
        for (const { start, end, text: words } of passages) {
          expect(text.slice(start, end)).toBe(words);
          expect(words.length).toBeLessThanOrEqual(most);
          for (let at = start; at < end; at += 1) seen.add(at);
        }
        if (passages[0]?.section === '' && /^#{1,6}\s/.test(passages[0].text)) return;
        let at = 0;
        for (const each of text.split('\n')) {
          const heading = /^#{1,6}\s+.+/.test(each);
          for (let inside = 0; inside < each.length; inside += 1)
            if (!heading && /\S/.test(each.charAt(inside)) && !seen.has(at + inside)) throw new Error(`lost: ${each}`);
          at += each.length + 1;
        }
      }),
      { numRuns: 60 },
    );
  });

  it('are short enough for an encoder of sentences', () => {
    expect(passageSizes.most).toBeLessThanOrEqual(800);
  });
});

function tidied(content: string): string | null {
  try {
    return cleanDocument({ format: 'text', content });
  } catch {
    return null;
  }
}
