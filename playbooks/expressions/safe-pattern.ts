/** A pattern that `matches()` accepts, with what it costs. */
export type SafePattern = {
  readonly pattern: RegExp;
  /** The match takes at most about length^power steps. */
  readonly power: number;
};

const longestPattern = 200;
const mostRepeats = 3;
const largestCount = 100;

/**
 * Compiles a pattern that cannot run away, or says why not.
 * Refused: look-around, back references, a repeated group that itself repeats or branches, more than three open-ended repeats,
 * counts over 100 and patterns over 200 characters. What is left costs at most a small power of the text's length.
 * Source of the rule: exponential matching needs ambiguity under a repeat (Weideman et al., 2016, "Analyzing matching time").
 */
export function safePattern(source: string): SafePattern | { readonly problem: string } {
  if (source.length > longestPattern) return { problem: `it is longer than ${longestPattern} characters` };
  const groups: { complex: boolean }[] = [];
  let closed: { complex: boolean } | null = null;
  let repeats = 0;
  let position = 0;
  while (position < source.length) {
    const character = source[position] ?? '';
    let next: { complex: boolean } | null = null;
    if (character === '\\') {
      if (/[1-9k]/.test(source[position + 1] ?? '')) return { problem: 'it refers back to a group' };
      position += 1;
    } else if (character === '[') {
      position = endOfClass(source, position);
    } else if (character === '(') {
      if (source[position + 1] === '?' && source[position + 2] !== ':') return { problem: 'it looks ahead or behind' };
      if (source[position + 1] === '?') position += 2;
      groups.push({ complex: false });
    } else if (character === ')') {
      next = groups.pop() ?? null;
    } else if (character === '|') {
      for (const group of groups) group.complex = true;
    } else if (character === '*' || character === '+' || character === '?' || character === '{') {
      const count = character === '{' ? /^\{(\d+)(,(\d*))?\}/.exec(source.slice(position)) : null;
      if (character === '{' && count === null) return { problem: 'a { must start a count such as {2,5}' };
      const open = character === '*' || character === '+' || (count?.[2] !== undefined && count[3] === '');
      const largest = Math.max(Number(count?.[1] ?? 0), Number(count?.[3] ?? 0));
      if (largest > largestCount) return { problem: `it repeats more than ${largestCount} times` };
      if (character !== '?' && closed?.complex === true)
        return { problem: 'a repeated group repeats or branches inside' };
      if (open) repeats += 1;
      for (const group of groups) group.complex = true;
      if (count !== null) position += count[0].length - 1;
      if (source[position + 1] === '?') position += 1;
    }
    closed = next;
    if (next?.complex === true) for (const group of groups) group.complex = true;
    position += 1;
  }
  if (repeats > mostRepeats) return { problem: `it has more than ${mostRepeats} open-ended repeats` };
  try {
    return { pattern: new RegExp(source, 'u'), power: repeats + (source.startsWith('^') ? 0 : 1) };
  } catch {
    return { problem: 'it is not a valid regular expression' };
  }
}

function endOfClass(source: string, start: number): number {
  let position = start + 1;
  while (position < source.length && source[position] !== ']') position += source[position] === '\\' ? 2 : 1;
  return position;
}
