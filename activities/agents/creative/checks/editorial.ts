import type { CopyRules } from '../../../../contracts/ad-copy.ts';
import type { CopyCheck } from '../copy-draft.ts';

/** Something that a platform’s editorial rules forbid, and why. */
type EditorialFinding = { readonly check: CopyCheck; readonly found: string; readonly explanation: string };

const forms: readonly { readonly check: CopyCheck; readonly form: RegExp; readonly explanation: string }[] = [
  {
    check: 'mention',
    form: /(?<![\p{L}\p{N}])[@#][\p{L}\p{N}_]{2,}|[\p{L}\p{N}._-]+@[\p{L}\p{N}.-]+|\+?\d[\d ()/-]{7,}\d/gu,
    explanation: 'Mentions, hashtags, mail addresses and telephone numbers are not taken.',
  },
  {
    check: 'punctuation',
    form: /([!?$€£*~^=_|])\1+|[!?]{2,}|(?:(?<![\p{L}\p{N}])\p{L}\.){4,}|[★☆►●■◆✓✔→«»]/gu,
    explanation: 'Signs are not repeated and not used to catch the eye.',
  },
];

const pictures = /\p{Extended_Pictographic}/gu;

/** What the editorial rules of the platform say against a text. `known` are texts whose words in capitals are names. */
export function editorialFindings(
  rules: CopyRules,
  field: 'headline' | 'body',
  text: string,
  known: string,
): readonly EditorialFinding[] {
  const found = forms.flatMap(({ check, form, explanation }) =>
    [...text.matchAll(form)].map(([words]) => ({ check, found: words, explanation })),
  );
  const marks = text.match(/!/g)?.length ?? 0;
  const most = rules.exclamation_marks[field];
  const emoji = rules.emoji ? [] : (text.match(pictures) ?? []);
  return [
    ...found,
    ...(marks > most
      ? [{ check: 'punctuation' as const, found: '!', explanation: `Of exclamation marks ${most} is the most here.` }]
      : []),
    ...emoji.map((sign) => ({ check: 'emoji' as const, found: sign, explanation: 'Pictures are not taken here.' })),
    ...shouted(text, known),
  ];
}

/** Words in capitals of four letters and more, unless they are written so elsewhere; a name or an abbreviation is no shouting. */
function shouted(text: string, known: string): readonly EditorialFinding[] {
  const names = new Set(known.match(/\p{Lu}{4,}/gu) ?? []);
  const words = [...text.matchAll(/(?<!\p{L})\p{Lu}{4,}(?!\p{L})/gu)].map(([word]) => word);
  return words
    .filter((word) => !names.has(word))
    .map((found) => ({ check: 'all_caps' as const, found, explanation: 'Words are not written in capitals.' }));
}
