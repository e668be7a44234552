import { expect, it } from 'vitest';
import { wordNotes } from './word-notes.ts';
import { findWords } from './words-view.ts';

const rules = {
  headline: { most_characters: 30, shown_characters: null },
  body: { most_characters: 90, shown_characters: null },
  ...{ held_by: 'creative', wide_characters_count_twice: false, emoji: false, pages: [] },
  exclamation_marks: { headline: 0, body: 1 },
};
const contents = [
  { headline: 'Rain', body: 'Out.' },
  { headline: 'Sun', body: 'In.' },
];
function plan(brief: object) {
  const words = findWords({ copy: { brief } }, { contents });
  return { editable: ['contents'], params: { contents }, words };
}

it('a text that the platform does not take says so under itself, and under no other', () => {
  const typed = { 'contents.0.headline': 'x'.repeat(31), 'contents.1.body': 'See www.shop.example ' };
  const notes = wordNotes(plan({ rules }), typed);
  expect(notes['contents.0.headline']?.problem).toBe('It has 31 characters; 30 is the most.');
  expect(notes['contents.1.body']?.problem).toContain('www.shop.example is an address');
  expect(notes['contents.0.body']).toEqual({ problem: null, hint: '4 of at most 90 characters' });
  expect(notes['contents.1.headline']?.problem).toBeNull();
});

it('half a pair is a fault, and a pair without words is struck', () => {
  expect(wordNotes(plan({ rules }), { 'contents.0.body': ' ' })['contents.0.body']?.problem).toBe(
    'Nothing is written.',
  );
  const struck = wordNotes(plan({ rules }), { 'contents.0.headline': '', 'contents.0.body': '' });
  expect(Object.values(struck).map((each) => each.problem)).toEqual([null, null, null, null]);
});

it('where nobody knows what the platform takes nothing is said', () => {
  for (const brief of [{}, { rules: null }, { rules: { headline: 1 } }]) expect(wordNotes(plan(brief), {})).toEqual({});
});
