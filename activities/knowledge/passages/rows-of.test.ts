import { describe, expect, it } from 'vitest';
import { rowsOf } from './rows-of.ts';

const document = {
  ...{ tenant_id: 't', document_id: 'd', source_key: 'guide', kind: 'brand_guideline', title: 'Guide', language: 'en' },
  ...{ dated_on: null, access: ['admin'], cleaned: '# Tone\n## Voice\nBe kind.\n# Colour\nBlue.' },
};

/** Says how long each text is on one axis: enough to see which texts were embedded, and in which order. */
function listening() {
  const heard: string[] = [];
  return {
    heard,
    ...{ model: 'm', dimensions: 2 },
    embed: async (texts: readonly string[]) => {
      heard.push(...texts);
      return texts.map((_, at) => (at % 2 === 0 ? [1, 0] : [0, 1]));
    },
  };
}

describe('the rows of a document', () => {
  it('are its passages, named by their number, with everything a search filters by', async () => {
    const rows = await rowsOf(document, listening());
    expect(rows.map(({ source_id, section }) => [source_id, section])).toEqual([
      ['d#0', 'Tone › Voice'],
      ['d#1', 'Colour'],
    ]);
    expect(rows[0]).toMatchObject({
      tenant_id: 't',
      source_key: 'guide',
      language: 'en',
      dated_on: '',
      access: '|admin|',
    });
    expect(document.cleaned.slice(rows[1]?.start, rows[1]?.end)).toBe('Blue.');
  });

  it('embed each passage bare and under its title and nearest heading, and keep the middle at unit length', async () => {
    const embedder = listening();
    const rows = await rowsOf(document, embedder);
    expect(embedder.heard).toEqual(['Be kind.', 'Guide. Voice. Be kind.', 'Blue.', 'Guide. Colour. Blue.']);
    for (const { vector } of rows) {
      expect(Math.hypot(...vector)).toBeCloseTo(1);
      expect(vector[0]).toBeCloseTo(vector[1] ?? 0);
    }
  });

  it('of a kind that is none are refused', async () => {
    await expect(rowsOf({ ...document, kind: 'gossip' }, listening())).rejects.toThrow();
  });
});
