import { describe, expect, it } from 'vitest';
import { findWords, readWords, wordFieldsOf, wornTexts } from './words-view.ts';

const copy = {
  reason: 'A model wrote the variants.',
  brief: {
    text: 'The brief',
    variants_wanted: 2,
    worn: [{ ad_name: 'Old', texts: { headlines: ['Dry'], bodies: ['Boots.'] } }],
  },
  variants: [{ headline: 'Rain', body: 'Out.', why: 'New thought.', source_ids: ['ad:1'] }],
};
const words = findWords({ recommendation: {}, copy });
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
    for (const other of [null, 'x', {}, { copy: {} }]) expect(findWords(other)).toBeNull();
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
