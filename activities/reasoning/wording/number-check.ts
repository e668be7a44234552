const numberPattern = /[-−+]?\d+(?:[  ’']\d{3}(?!\d))*(?:[.,]\d+)*/g;
/** A rounded number is the same number only when it is off by at most one percent: 58.5 may be 59, but 2.88 is not 3. */
const roundingTolerance = 0.01;

/** Reads the numbers of a text. Grouping marks are dropped; a last comma or dot with one or two digits is a decimal mark. */
export function numbersIn(text: string): readonly number[] {
  return [...plainDigits(text).matchAll(numberPattern)].map(([found]) => readNumber(found));
}

/** Brings digits of every script to 0–9 and drops invisible marks, so that a number cannot hide from the pattern. */
function plainDigits(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .replace(/\p{Nd}/gu, (digit) => String(digitValue(digit)));
}

/** Unicode keeps the ten digits of a script together and in order, so a digit is as much as there are digits before it. */
function digitValue(digit: string): number {
  const point = digit.codePointAt(0) ?? 0;
  let zero = point;
  while (point - zero < 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero -= 1;
  return point - zero;
}

function readNumber(text: string): number {
  const plain = text.replace(/[+’'  ]/g, '').replace('−', '-');
  const mark = Math.max(plain.lastIndexOf(','), plain.lastIndexOf('.'));
  const isDecimal = mark > -1 && (plain.length - mark - 1 !== 3 || plain.indexOf('.') === mark);
  if (!isDecimal) return Number(plain.replace(/[.,]/g, ''));
  return Number(`${plain.slice(0, mark).replace(/[.,]/g, '')}.${plain.slice(mark + 1)}`);
}

/**
 * The numbers of a text that are not among the numbers of the facts. A number may be rounded: it is known when some fact,
 * rounded to as many decimals as the text shows, equals it, with or without its sign (words may carry the sign).
 */
export function unknownNumbers(text: string, facts: string): readonly number[] {
  return numbersAgainst(facts)(text);
}

/**
 * As `unknownNumbers`, for many texts against the same facts, which are read once; the look stops after `most` unknown
 * numbers, so that no text makes it long.
 */
export function numbersAgainst(facts: string): (text: string, most?: number) => readonly number[] {
  const known = [...new Set(numbersIn(facts).map(Math.abs))];
  const seen = new Map(known.map((fact) => [fact, true]));
  const isKnown = (value: number) => {
    const before = seen.get(value);
    if (before !== undefined) return before;
    const found = known.some((fact) => agrees(value, fact));
    seen.set(value, found);
    return found;
  };
  return (text, most = Number.POSITIVE_INFINITY) => {
    const unknown: number[] = [];
    for (const value of numbersIn(text)) {
      if (unknown.length >= most) break;
      if (!isKnown(Math.abs(value))) unknown.push(value);
    }
    return unknown;
  };
}

function agrees(value: number, fact: number): boolean {
  if (Math.abs(value - fact) < 1e-9) return true;
  const decimals = String(value).split('.')[1]?.length ?? 0;
  const rounded = Number(fact.toFixed(decimals));
  return Math.abs(rounded - value) < 1e-9 && Math.abs(fact - value) <= roundingTolerance * fact;
}
