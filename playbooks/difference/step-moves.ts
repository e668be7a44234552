/** The longest common order of two lists of names: those that are in it stayed where they were, the others moved. */
export function stayed(before: readonly string[], after: readonly string[]): ReadonlySet<string> {
  const width = after.length + 1;
  const longest = new Array<number>((before.length + 1) * width).fill(0);
  const at = (row: number, column: number) => longest[row * width + column] ?? 0;
  for (let row = before.length - 1; row >= 0; row -= 1) {
    for (let column = after.length - 1; column >= 0; column -= 1) {
      longest[row * width + column] =
        before[row] === after[column]
          ? at(row + 1, column + 1) + 1
          : Math.max(at(row + 1, column), at(row, column + 1));
    }
  }
  const names = new Set<string>();
  for (let row = 0, column = 0; row < before.length && column < after.length; ) {
    const name = before[row];
    if (name !== undefined && name === after[column]) {
      names.add(name);
      row += 1;
      column += 1;
    } else if (at(row + 1, column) >= at(row, column + 1)) row += 1;
    else column += 1;
  }
  return names;
}
