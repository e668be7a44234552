import { roundHalfAway } from '../../contracts/minor-units.ts';

/**
 * Shares an amount out in the proportion of the present parts, so that the new parts add up to it exactly.
 * Rounded down first; the units left over go to the largest remainders (Hare–Niemeyer). Parts of nothing are shared evenly.
 */
export function shareOut(total: number, parts: readonly number[]): readonly number[] {
  const sum = parts.reduce((all, part) => all + part, 0);
  const exact = parts.map((part) => (sum === 0 ? total / parts.length : (total * part) / sum));
  const shares = exact.map(Math.floor);
  const left = total - shares.reduce((all, share) => all + share, 0);
  const byRemainder = exact
    .map((share, index) => ({ index, remainder: share - Math.floor(share) }))
    .sort((one, other) => other.remainder - one.remainder || one.index - other.index);
  for (const { index } of byRemainder.slice(0, left)) shares[index] = (shares[index] ?? 0) + 1;
  return shares;
}

/** Moves amounts so that the highest becomes `highest` and the others keep their proportion to it; never below one unit. */
export function scaleToHighest(highest: number, amounts: readonly number[]): readonly number[] {
  const present = Math.max(...amounts);
  return amounts.map((amount) => Math.max(1, roundHalfAway((amount * highest) / present)));
}
