import { copyRulesSchema, lengthOf, refusedTexts } from '../../../contracts/ad-copy.ts';
import { readTyped, type WordsAsked } from './words-view.ts';

/** What stands under a text field: what the platform would not take of it, else how long it is. */
type WordNote = { readonly problem: string | null; readonly hint: string };

/** The notes of the text fields by their name; none where it is not known what the platform takes. A pair that is empty is struck. */
export function wordNotes(
  approval: WordsAsked,
  typed: Readonly<Record<string, string>>,
): Readonly<Record<string, WordNote>> {
  const rules = copyRulesSchema.safeParse(approval.words?.brief.rules).data;
  if (rules === undefined) return {};
  const notes: Record<string, WordNote> = {};
  for (const name of approval.editable) {
    for (const [index, words] of readTyped(approval, name, typed).entries()) {
      const struck = words.headline === '' && words.body === '';
      const refused = struck ? [] : refusedTexts(rules, words);
      for (const field of ['headline', 'body'] as const) {
        const limit = rules[field];
        const problems = refused.filter((each) => each.field === field).map((each) => each.explanation);
        const length =
          limit === null
            ? ''
            : `${lengthOf(rules, words[field])} of at most ${limit.most_characters.toLocaleString('en-US')} characters`;
        notes[`${name}.${index}.${field}`] = {
          problem: problems.length === 0 ? null : problems.join(' '),
          hint: length,
        };
      }
    }
  }
  return notes;
}
