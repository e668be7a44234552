import { distance } from 'fastest-levenshtein';

/** The choice that was most likely meant, or null: at most two edits away (one for short words), ignoring case, `-` and `_`. */
export function nearest(word: string, choices: Iterable<string>): string | null {
  const plain = (text: string): string => text.toLowerCase().replaceAll(/[-_\s]/g, '');
  if (word.length > 80) return null;
  let best: string | null = null;
  let bestDistance = word.length <= 3 ? 2 : 3;
  for (const choice of choices) {
    const edits = plain(choice) === plain(word) ? 0 : distance(plain(word), plain(choice));
    if (edits < bestDistance) {
      best = choice;
      bestDistance = edits;
    }
  }
  return best;
}
