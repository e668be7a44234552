/** A pattern that `matches()` accepts, with what it costs. */
export type SafePattern = {
  readonly pattern: RegExp;
  /** The match takes at most about ways × length^power steps. */
  readonly power: number;
  /** How many ways the counts, the `?` and the branches leave open together. */
  readonly ways: number;
};

/** What is open between two brackets: whether something in it repeats or branches, and in how many ways it can match. */
type Group = { complex: boolean; branch: number; others: number };

const longestPattern = 200;
const mostRepeats = 3;
const largestCount = 100;
const mostWays = 1_000;

/**
 * Compiles a pattern that cannot run away, or says why not.
 * Refused: look-around, back references, a repeated group that itself repeats or branches, more than three open-ended repeats,
 * counts over 100, patterns over 200 characters, and counts and branches that leave over a thousand ways open together. What is left costs at most a small power of the text's length.
 * Source of the rule: exponential matching needs ambiguity under a repeat (Weideman et al., 2016, "Analyzing matching time").
 */
export function safePattern(source: string): SafePattern | { readonly problem: string } {
  if (source.length > longestPattern) return { problem: `it is longer than ${longestPattern} characters` };
  const groups: Group[] = [];
  const whole: Group = { complex: false, branch: 1, others: 0 };
  const multiply = (by: number): void => {
    (groups.at(-1) ?? whole).branch *= by;
  };
  let closed: Group | null = null;
  let repeats = 0;
  let position = 0;
  while (position < source.length) {
    const character = source[position] ?? '';
    let next: Group | null = null;
    if (character === '\\') {
      if (/[1-9k]/.test(source[position + 1] ?? '')) return { problem: 'it refers back to a group' };
      position += 1;
    } else if (character === '[') {
      position = endOfClass(source, position);
    } else if (character === '(') {
      if (source[position + 1] === '?' && source[position + 2] !== ':') return { problem: 'it looks ahead or behind' };
      if (source[position + 1] === '?') position += 2;
      groups.push({ complex: false, branch: 1, others: 0 });
    } else if (character === ')') {
      next = groups.pop() ?? null;
      if (next !== null) multiply(next.branch + next.others);
    } else if (character === '|') {
      for (const group of groups) group.complex = true;
      const group = groups.at(-1) ?? whole;
      group.others += group.branch;
      group.branch = 1;
    } else if (character === '*' || character === '+' || character === '?' || character === '{') {
      const count = character === '{' ? /^\{(\d+)(,(\d*))?\}/.exec(source.slice(position)) : null;
      if (character === '{' && count === null) return { problem: 'a { must start a count such as {2,5}' };
      const open = character === '*' || character === '+' || (count?.[2] !== undefined && count[3] === '');
      const largest = Math.max(Number(count?.[1] ?? 0), Number(count?.[3] ?? 0));
      if (largest > largestCount) return { problem: `it repeats more than ${largestCount} times` };
      if (character !== '?' && closed?.complex === true)
        return { problem: 'a repeated group repeats or branches inside' };
      if (open) repeats += 1;
      if (character === '?') multiply(2);
      if (count?.[3] !== undefined && count[3] !== '') multiply(Number(count[3]) - Number(count[1]) + 1);
      for (const group of groups) group.complex = true;
      if (count !== null) position += count[0].length - 1;
      if (source[position + 1] === '?') position += 1;
    }
    closed = next;
    if (next?.complex === true) for (const group of groups) group.complex = true;
    position += 1;
  }
  if (repeats > mostRepeats) return { problem: `it has more than ${mostRepeats} open-ended repeats` };
  const ways = whole.branch + whole.others;
  if (ways > mostWays) return { problem: 'its counts and branches can match in too many ways' };
  try {
    return { pattern: new RegExp(source, 'u'), ways, power: repeats + (source.startsWith('^') ? 0 : 1) };
  } catch {
    return { problem: 'it is not a valid regular expression' };
  }
}

function endOfClass(source: string, start: number): number {
  let position = start + 1;
  while (position < source.length && source[position] !== ']') position += source[position] === '\\' ? 2 : 1;
  return position;
}
