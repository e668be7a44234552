import { countTokens } from 'gpt-tokenizer';

/** Tokenizers of other vendors cut finer than the one that we count with. */
const margin = 1.2;
/** Roles and the asked schema are counted too. */
const overhead = 60;
/** A run of one letter or mark takes a tokenizer quadratic time, so long runs are broken up; that only counts more. */
const longRun = /\S{64}|\s{64}/g;

/** How many tokens a question will have at most, for setting money aside. What was used is known afterwards. */
export function estimateTokens(...texts: readonly string[]): number {
  const counted = texts.reduce(
    (sum, text) => sum + countTokens(text.replace(longRun, '$& a '), { disallowedSpecial: new Set<string>() }),
    0,
  );
  return Math.ceil(counted * margin) + overhead;
}
