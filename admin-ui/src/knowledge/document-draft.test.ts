import { describe, expect, it } from 'vitest';
import { documentOf, documentStanding, formatOf, mostCharacters, sourceKeyOf } from './document-draft.ts';

const draft = {
  source_key: 'brand/tone',
  kind: 'brand_guideline',
  title: ' Tone ',
  format: 'markdown',
  content: 'Warm.',
};

describe('a document that is handed in', () => {
  it('is sent with a name by which a newer version replaces it', () => {
    expect(documentOf(draft)).toEqual({ ...draft, title: 'Tone' });
    expect(sourceKeyOf('brand_guideline', 'Tone of Voice, über alles!')).toBe(
      'brand_guideline/tone-of-voice-u-ber-alles',
    );
    expect(sourceKeyOf('brand_guideline', ' … ')).toBe('');
  });

  it.each([
    [{ title: ' ' }],
    [{ source_key: '' }],
    [{ source_key: '../x' }],
    [{ source_key: 'two words' }],
    [{ content: ' \n' }],
    [{ content: 'x'.repeat(mostCharacters + 1) }],
  ])('is not sent with %o', (wrong) => {
    expect(documentOf({ ...draft, ...wrong })).toBeNull();
  });

  it('has the form that its file says', () => {
    expect(['A.MD', 'b.htm', 'c.csv', 'notes', 'd.txt'].map(formatOf)).toEqual([
      'markdown',
      'html',
      'csv',
      'text',
      'text',
    ]);
  });
});

describe('where a document stands', () => {
  it('is said so that only one that answers looks so', () => {
    expect(documentStanding('indexed', false)).toEqual({ word: 'answers', tone: 'good' });
    expect(documentStanding('indexed', true).word).toBe('replaced');
    expect(['pending', 'failed', 'deleted'].map((status) => documentStanding(status, false).tone)).toEqual([
      ...['busy', 'bad', 'neutral'],
    ]);
  });
});
