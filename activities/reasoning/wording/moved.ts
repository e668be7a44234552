/**
 * A change in a sentence without its full stop: `CPM rose by 30 %`, `reach did not change`. Percent, at most two decimals. What
 * is not known is said to be so: `how CPM changed is not known`.
 */
export function movedWords(name: string, change_pct: number | null): string {
  if (change_pct === null) return `how ${name} changed is not known`;
  const size = Number(Math.abs(change_pct).toFixed(2));
  if (size === 0) return `${name} did not change`;
  return `${name} ${change_pct > 0 ? 'rose' : 'fell'} by ${size} %`;
}

/** The same as a sentence of its own, with what follows the change. */
export function movedSentence(name: string, change_pct: number | null, rest = ''): string {
  const words = `${movedWords(name, change_pct)}${change_pct === null ? '' : rest}`;
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}
