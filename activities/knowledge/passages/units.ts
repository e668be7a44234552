/** A stretch of the text that is not cut without need: a sentence, a list item, a row. */
export type Unit = { readonly start: number; readonly end: number; readonly section: string };

const sentences = new Intl.Segmenter('en', { granularity: 'sentence' });
const heading = /^(#{1,6})\s+(.+?)\s*#*$/;

/** The units of a cleaned document in their order, each with the headings above it. Headings themselves are no units. */
export function unitsOf(text: string, most: number): Unit[] {
  const units: Unit[] = [];
  const above: { readonly level: number; readonly title: string }[] = [];
  let at = 0;
  let fenced = false;
  for (const line of text.split('\n')) {
    const title = fenced ? null : heading.exec(line);
    if (/^\s*(```|~~~)/.test(line)) fenced = !fenced;
    if (title !== null) {
      const level = title[1]?.length ?? 1;
      while ((above.at(-1)?.level ?? 0) >= level) above.pop();
      above.push({ level, title: title[2] ?? '' });
    } else if (line.trim() !== '') {
      const section = above.map((each) => each.title).join(' › ');
      for (const { segment, index } of sentences.segment(line))
        units.push(...cut(text, at + index, at + index + segment.length, most).map((each) => ({ ...each, section })));
    }
    at += line.length + 1;
  }
  return units;
}

/** Cuts what is too long at the last space that fits, or in the middle of a word that is longer than everything. */
function cut(
  text: string,
  start: number,
  end: number,
  most: number,
): { readonly start: number; readonly end: number }[] {
  const pieces: { start: number; end: number }[] = [];
  let from = start;
  while (from < end) {
    let to = Math.min(end, from + most);
    if (to < end) {
      const space = text.lastIndexOf(' ', to);
      if (space > from) to = space;
      else if (isHalf(text, to)) to -= 1;
    }
    const piece = trimmed(text, from, to);
    if (piece.end > piece.start) pieces.push(piece);
    from = to;
  }
  return pieces;
}

/** Whether a cut here would part the two halves of one character. */
function isHalf(text: string, at: number): boolean {
  return /[\uDC00-\uDFFF]/.test(text.charAt(at)) && /[\uD800-\uDBFF]/.test(text.charAt(at - 1));
}

function trimmed(text: string, start: number, end: number): { readonly start: number; readonly end: number } {
  const piece = text.slice(start, end);
  return {
    start: start + (piece.length - piece.trimStart().length),
    end: end - (piece.length - piece.trimEnd().length),
  };
}
