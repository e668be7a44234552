/** Letters of other scripts that look like Latin ones, with those. */
const alike: Readonly<Record<string, string>> = Object.fromEntries(
  [
    ['аɑα', 'a'],
    ['АΑ', 'A'],
    ['ВΒ', 'B'],
    ['сϲ', 'c'],
    ['СϹ', 'C'],
    ['ԁ', 'd'],
    ['еє', 'e'],
    ['ЕΕ', 'E'],
    ['ɡ', 'g'],
    ['һ', 'h'],
    ['НΗ', 'H'],
    ['іι', 'i'],
    ['ІΙ', 'I'],
    ['ј', 'j'],
    ['Ј', 'J'],
    ['к', 'k'],
    ['КΚ', 'K'],
    ['ӏ', 'l'],
    ['МΜ', 'M'],
    ['п', 'n'],
    ['Ν', 'N'],
    ['оοо', 'o'],
    ['ОΟ', 'O'],
    ['рρ', 'p'],
    ['РΡ', 'P'],
    ['ѕ', 's'],
    ['Ѕ', 'S'],
    ['т', 't'],
    ['ТΤ', 'T'],
    ['υ', 'u'],
    ['ν', 'v'],
    ['ѡ', 'w'],
    ['хχ', 'x'],
    ['ХΧ', 'X'],
    ['уγ', 'y'],
    ['УΥ', 'Y'],
    ['Ζ', 'Z'],
  ].flatMap(([letters, latin]) => [...(letters ?? '')].map((letter) => [letter, latin ?? ''])),
);

/** A name made of ASCII only: look-alikes become what they look like, accents are dropped, everything else becomes `_`. */
export function plainName(text: string): string {
  return [...text.normalize('NFKD')]
    .map((letter) => (Object.hasOwn(alike, letter) ? alike[letter] : letter))
    .join('')
    .replace(/\p{M}+/gu, '')
    .replace(/[^A-Za-z0-9_]+/g, '_')
    .replace(/^(\d)/, '_$1')
    .slice(0, 63);
}

/** Names the first letter that only looks like a Latin one, as the end of a sentence; empty when there is none. */
export function lookAlikeIn(text: string): string {
  const letter = [...text].find((each) => Object.hasOwn(alike, each));
  if (letter === undefined) return '';
  const code = (letter.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  return `; ${letter} only looks like ${alike[letter]} (U+${code})`;
}
