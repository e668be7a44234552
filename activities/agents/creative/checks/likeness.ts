/** A text as it is compared: letters and digits in small, whatever stood between them. */
export function bare(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

function pairsOf(text: string): ReadonlyMap<string, number> {
  const pairs = new Map<string, number>();
  for (let index = 0; index + 1 < text.length; index += 1) {
    const pair = text.slice(index, index + 2);
    pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
  }
  return pairs;
}

/**
 * How alike two texts are, 0–1: the Dice coefficient of their pairs of neighbouring letters, so that a changed ending or word
 * order makes little difference. 1 for the same words.
 */
export function likeness(one: string, other: string): number {
  const [left, right] = [bare(one), bare(other)];
  if (left === right) return 1;
  const [few, many] = [pairsOf(left), pairsOf(right)];
  const total = Math.max(0, left.length - 1) + Math.max(0, right.length - 1);
  if (total === 0) return 0;
  let both = 0;
  for (const [pair, count] of few) both += Math.min(count, many.get(pair) ?? 0);
  return (2 * both) / total;
}
