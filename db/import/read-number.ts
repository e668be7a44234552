/** Which sign a file writes before the fraction. */
export type DecimalMark = '.' | ',';

const currencySigns = /[\p{Sc}\s  ']|[A-Z]{3}(?=\s|$|\d)|(?<=\d)[A-Z]{3}$/gu;

/**
 * Reads a number as people export it: currency signs and codes, spaces, grouping marks, a percent sign.
 * Null when it is no number, or when its grouping does not fit the file's decimal mark (so "1.234" in a file with
 * decimal points is 1.234, but "12.34.5" is nothing).
 */
export function readNumber(text: string, mark: DecimalMark): number | null {
  const plain = text.replace(currencySigns, '').replace(/%$/, '').replace('−', '-');
  const grouping = mark === '.' ? ',' : '.';
  const shape = new RegExp(
    `^-?(?:\\d+|\\d{1,3}(?:\\${grouping}\\d{2,3})*\\${grouping}\\d{3})(?:\\${mark}\\d+)?(?:[eE][+-]?\\d+)?$|^-?\\${mark}\\d+$`,
  );
  if (!shape.test(plain)) return null;
  const value = Number(plain.replaceAll(grouping, '').replace(mark, '.'));
  return Number.isFinite(value) ? value : null;
}

/**
 * Guesses the decimal mark from sample cells. Only cells that can mean one thing vote: "1.234,5", "0,25" and "12,5" for
 * the comma, "1,234.5", "0.25" and "12.5" for the point. Without votes a file separated by semicolons writes commas.
 */
export function guessDecimalMark(cells: readonly string[], delimiter: string): DecimalMark {
  let balance = 0;
  for (const cell of cells) {
    const plain = cell.replace(currencySigns, '').replace(/%$/, '');
    if (/^-?(?:\d{1,3}(?:\.\d{3})+,\d+|\d+,(?:\d{1,2}|\d{4,}))$/.test(plain)) balance += 1;
    else if (/^-?(?:\d{1,3}(?:,\d{3})+\.\d+|\d+\.(?:\d{1,2}|\d{4,}))$/.test(plain)) balance -= 1;
  }
  if (balance !== 0) return balance > 0 ? ',' : '.';
  return delimiter === ';' ? ',' : '.';
}
