import { type Unit, unitsOf } from './units.ts';

/** A piece of a document: characters `start` to `end` of its cleaned text. */
export type Passage = Unit & { readonly ordinal: number; readonly text: string };

/** Sizes in characters. A sentence encoder blurs long texts, so passages are short. */
export const passageSizes = { most: 600, overlap: 150 } as const;
/** Raised when documents are cut in another way, so that what is stored is made anew. */
export const splitterVersion = 1;

/**
 * Cuts a cleaned document into passages along its structure: none spans two sections, sentences stay whole, and within a
 * section each passage begins with the last sentences of the one before it (up to `overlap`), so that nothing is lost at a seam.
 * A document of headings alone is one passage.
 */
export function splitDocument(
  text: string,
  sizes: { readonly most: number; readonly overlap: number } = passageSizes,
): Passage[] {
  const passages: Unit[] = [];
  let open: Unit[] = [];
  const close = () => {
    const [first] = open;
    const last = open.at(-1);
    if (first !== undefined && last !== undefined)
      passages.push({ start: first.start, end: last.end, section: first.section });
  };
  for (const unit of unitsOf(text, sizes.most)) {
    const [first] = open;
    if (first !== undefined && first.section !== unit.section) {
      close();
      open = [];
    } else if (first !== undefined && unit.end - first.start > sizes.most) {
      close();
      open = carriedOver(open, unit, sizes);
    }
    open.push(unit);
  }
  close();
  const found = passages.length > 0 ? passages : [{ start: 0, end: Math.min(text.length, sizes.most), section: '' }];
  return found.map((each, ordinal) => ({ ...each, ordinal, text: text.slice(each.start, each.end) }));
}

/** The end of a passage that the next one repeats: as many whole units as fit the overlap, and leave room for the next. */
function carriedOver(
  units: readonly Unit[],
  next: Unit,
  sizes: { readonly most: number; readonly overlap: number },
): Unit[] {
  const end = units.at(-1)?.end ?? 0;
  return units.slice(1).filter((unit) => end - unit.start <= sizes.overlap && next.end - unit.start <= sizes.most);
}
