/** A line of two texts side by side: in both, only in the earlier one, or only in the later one. */
export type DifferenceLine = {
  readonly kind: 'same' | 'gone' | 'new';
  readonly text: string;
  /** The places in both texts at which it stands; no two lines have the same. */
  readonly place: string;
};

/**
 * What changed between two texts, line by line, by their longest common subsequence; prompts have some hundred lines, so the
 * plain table of all pairs is fast enough.
 */
export function lineDifference(before: string, after: string): DifferenceLine[] {
  const [old, young] = [before.split('\n'), after.split('\n')];
  // common[i][j]: how many lines old from i on and young from j on have in common.
  const common = Array.from({ length: old.length + 1 }, () => new Array<number>(young.length + 1).fill(0));
  const at = (i: number, j: number) => common[i]?.[j] ?? 0;
  for (let i = old.length - 1; i >= 0; i -= 1) {
    const row = common[i] ?? [];
    for (let j = young.length - 1; j >= 0; j -= 1) {
      row[j] = old[i] === young[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const lines: DifferenceLine[] = [];
  let [i, j] = [0, 0];
  while (i < old.length || j < young.length) {
    const [was, is] = [old[i], young[j]];
    if (was !== undefined && was === is) {
      lines.push({ kind: 'same', text: was, place: `${i}:${j}` });
      [i, j] = [i + 1, j + 1];
    } else if (was !== undefined && (is === undefined || at(i + 1, j) >= at(i, j + 1))) {
      lines.push({ kind: 'gone', text: was, place: `${i}:${j}` });
      i += 1;
    } else {
      lines.push({ kind: 'new', text: is ?? '', place: `${i}:${j}` });
      j += 1;
    }
  }
  return lines;
}
