/**
 * Characters that are not seen but read: controls, formatting (zero width, direction marks, the tag characters that spell
 * hidden text), private use, unpaired surrogates, and the variation selectors that can carry bytes.
 */
const unseen = /(?:[\p{Cc}\p{Cf}\p{Co}\p{Cs}\u{115F}\u{1160}\u{3164}\u{FFA0}]|\p{Variation_Selector})+/gu;

/** Text from outside as data: without unseen characters, on one line, and no longer than `most` characters. */
export function outsideText(text: string, most = 200): string {
  // Cut first: whoever sends ten megabytes does not get them all searched.
  const line = text
    .slice(0, most * 4)
    .normalize('NFC')
    .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .replaceAll(unseen, '')
    .replaceAll(/\s+/gu, ' ')
    .trim();
  const letters = [...line];
  return letters.length <= most ? line : `${letters.slice(0, most - 1).join('')}…`;
}
