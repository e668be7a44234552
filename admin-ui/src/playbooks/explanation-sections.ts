/** One part of an explanation: a title and its lines, each with how far it stands in. */
export type Section = {
  readonly title: string;
  readonly lines: readonly { readonly key: string; readonly depth: number; readonly text: string }[];
};

/** Splits the text of an explanation into its parts: titles stand at the left margin, lines below them two spaces further in. */
export function explanationSections(text: string): Section[] {
  const sections: { title: string; lines: { key: string; depth: number; text: string }[] }[] = [];
  for (const [at, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const indent = line.length - line.trimStart().length;
    const last = sections.at(-1);
    if (indent === 0 || last === undefined) sections.push({ title: line.trim(), lines: [] });
    else last.lines.push({ key: `${at}`, depth: Math.max(0, Math.floor(indent / 2) - 1), text: line.trim() });
  }
  return sections;
}
