import { CommandFailure, exitCodes } from '../exit.ts';

/** Splits `name=value` words. Throws a usage failure for a word without `=` and for a name that comes twice. */
export function readPairs(words: readonly string[], option: string): ReadonlyMap<string, string> {
  const pairs = new Map<string, string>();
  for (const word of words) {
    const at = word.indexOf('=');
    if (at <= 0) throw new CommandFailure(`${option} needs name=value, not ${word}.`, exitCodes.usage);
    const name = word.slice(0, at);
    if (pairs.has(name)) throw new CommandFailure(`${option} ${name} is given twice.`, exitCodes.usage);
    pairs.set(name, word.slice(at + 1));
  }
  return pairs;
}

/** Reads a word as a value of a declared type: texts stay texts (a campaign id has digits only), the rest is JSON. */
export function readValue(text: string, type: string | undefined): unknown {
  if (type === 'string' || type === 'timestamp') return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** Gathers an option that may be given several times. */
export function gather(word: string, words: readonly string[]): readonly string[] {
  return [...words, word];
}
