import type { SignName } from './likelihoods.ts';

/** One sign: there or not by its stated, strict limit (null is not known), and how surely, given what chance does. */
export type Sign = {
  readonly name: SignName;
  readonly present: boolean | null;
  /** 0–1; null when not known. */
  readonly strength: number | null;
  readonly statement: string;
  readonly metric: string;
  readonly value: number | null;
  readonly baseline: number | null;
  readonly change_pct: number | null;
  readonly source: string;
};

/** A number for a sentence: at most two decimals. */
export const shown = (value: number | null, unit = '') =>
  value === null ? 'not known' : `${Number(value.toFixed(2))}${unit}`;

/** A sign that is there or not, with nothing in between. */
export function plainSign(
  name: SignName,
  present: boolean | null,
  words: Pick<Sign, 'statement' | 'metric' | 'source'> & Partial<Sign>,
): Sign {
  const strength = present === null ? null : Number(present);
  return { value: null, baseline: null, change_pct: null, ...words, name, present, strength };
}
