/**
 * Characters that nobody sees but a model reads: zero-width and bidirectional marks, variation selectors, tag characters
 * (https://www.unicode.org/reports/tr44/#Default_Ignorable_Code_Point). Hidden instructions travel in them.
 */
const unseen = /\p{Default_Ignorable_Code_Point}/gu;

/** Text as it is stored: composed characters (NFC), line feeds, no unseen characters, at most one blank line in a row. */
export function tidy(text: string): string {
  return text
    .normalize('NFC')
    .replace(/\r\n?|\u2028|\u2029/g, '\n')
    .replace(unseen, '')
    .replace(/[^\P{Cc}\n\t]/gu, ' ')
    .replace(/[\t\u00A0 ]+/g, ' ')
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}
