import type { Report } from '../report.ts';

// Control and format characters (zero-width, joining, direction), exotic line ends and lone surrogates.
const invisible = /(?![\t\n\r\u0085])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;
const mostLines = 100;
const emoji = /\p{Extended_Pictographic}|\p{Emoji_Modifier}|\uFE0F/u;

/**
 * Reports characters that nobody sees: a playbook must do what it looks like. A joiner between two pictures is part of them.
 * One finding for each line is enough, and a hundred for the file.
 */
export function reportInvisible(source: string, report: Report): void {
  const search = new RegExp(invisible);
  const next = () => search.exec(source);
  let lines = 0;
  for (let found = next(); found !== null && lines < mostLines; found = next()) {
    const { 0: character, index } = found;
    if (character === '\u200D' && emoji.test(source.slice(index + 1, index + 3))) continue;
    lines += 1;
    const lineEnd = source.indexOf('\n', index);
    search.lastIndex = lineEnd < 0 ? source.length : lineEnd;
    const code = character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
    report.add({
      code: 'PLAYBOOK_TEXT_INVISIBLE',
      place: { start: index, end: index + 1 },
      message: `There is a character here that cannot be seen (U+${code}).`,
      expected: 'text that reads as it looks',
      suggestion: 'Delete it; in a quoted text it can be written as an escape.',
    });
  }
}
