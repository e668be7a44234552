import { describe, expect, it } from 'vitest';
import { findWords, readWords, secondLookSentence, sourceNames, wordFieldsOf, wornTexts } from './words-view.ts';

const copy = {
  reason: 'A model wrote the variants.',
  brief: {
    text: 'The brief',
    variants_wanted: 2,
    worn: [{ ad_id: '1', ad_name: 'Old', texts: { headlines: ['Dry'], bodies: ['Boots.'] } }],
  },
  variants: [{ headline: 'Rain', body: 'Out.', why: 'New thought.', source_ids: ['ad:1'] }],
};
const words = findWords({ recommendation: {}, copy }, null);
const plan = {
  ...{ editable: ['contents'], words },
  params: { contents: [content('Rain', 'Out.'), content('Sun', 'In.')] },
};
function content(headline: string, body: string) {
  return { name: headline, headline, body, link_url: 'https://shop.example/' };
}

describe('new words for an ad', () => {
  it('are found in the evidence, with what is worn', () => {
    expect(words?.variants[0]).toMatchObject({ headline: 'Rain', why: 'New thought.', findings: [] });
    expect(words && wornTexts(words)).toEqual(['Dry', 'Boots.']);
    for (const other of [null, 'x', {}, { copy: {} }]) expect(findWords(other, {})).toBeNull();
  });

  it('are those of the plan, or those that were made, and what a person changed is told apart', () => {
    const contents = [content('Rain', 'Out.'), content('Sun', 'Mine.')];
    const made = contents.map((each) => ({ field: 'content_digest', content: each }));
    const asked = [findWords({ copy }, { contents }), findWords({ copy, made }, { creative_id: '1' })];
    for (const shown of asked)
      expect(shown?.variants.map(({ headline, body, why }) => [headline, body, why])).toEqual([
        ['Rain', 'Out.', 'New thought.'],
        ['Sun', 'Mine.', expect.stringContaining('A person changed these words')],
      ]);
    expect(asked[0]?.brief).toEqual(words?.brief);
  });

  it('of a plan are fields with their words; a change sends the whole list with what else stands in it', () => {
    expect(wordFieldsOf(plan).map(({ name, initial }) => [name, initial])).toEqual([
      ['contents.0.headline', 'Rain'],
      ['contents.0.body', 'Out.'],
      ['contents.1.headline', 'Sun'],
      ['contents.1.body', 'In.'],
    ]);
    expect(readWords(plan, {})).toEqual({});
    expect(readWords(plan, { 'contents.0.body': 'Outside. ' })).toEqual({
      contents: [{ ...content('Rain', 'Out.'), body: 'Outside.' }, content('Sun', 'In.')],
    });
  });

  it('rest on ads and documents, which are told by name', () => {
    const brief = {
      worked: [{ ad_id: '2', ad_name: '' }],
      guidelines: [{ source_id: 'doc#1', title: 'Tone of voice' }],
    };
    const shown = findWords({ copy: { ...copy, brief: { ...copy.brief, ...brief } } }, {});
    if (shown === null) throw new Error('no words');
    expect(sourceNames(shown, ['ad:1', 'doc#1', 'ad:1', 'ad:2', 'ad:9'])).toEqual([
      'Old',
      'Tone of voice',
      'ad:2',
      'ad:9',
    ]);
  });

  it('are told whether another model looked at them, and never that one did who did not', () => {
    const look = (verdict: string, not_verified_because: string | null = null) =>
      secondLookSentence({ verdict, objections: [], not_verified_because });
    expect(look('agreed')).toContain('nothing against them');
    expect(look('disagreed')).toContain('objections; they decide nothing, you do');
    expect(look('not_verified', 'only one model is available')).toBe(
      'No other model has looked at these words: only one model is available.',
    );
    expect(look('whatever comes')).toMatch(/^No other model/);
  });

  it('that are emptied are struck', () => {
    const typed = { 'contents.1.headline': '', 'contents.1.body': ' ' };
    expect(readWords(plan, typed)).toEqual({ contents: [content('Rain', 'Out.')] });
  });

  it('that a person is to write have as many empty fields as are wanted', () => {
    const gate = { editable: ['variants'], params: {}, words };
    expect(wordFieldsOf(gate).map((field) => field.initial)).toEqual(['', '', '', '']);
    const typed = { 'variants.1.headline': 'Rain', 'variants.1.body': 'Out.' };
    expect(readWords(gate, typed)).toEqual({ variants: [{ headline: 'Rain', body: 'Out.' }] });
    expect(wordFieldsOf({ ...gate, words: null })).toEqual([]);
  });
});
