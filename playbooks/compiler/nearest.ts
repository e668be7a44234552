import { distance } from 'fastest-levenshtein';

/** The choice that was most likely meant, or null: at most two edits away (one for short words), ignoring case, `-` and `_`. */
export function nearest(word: string, choices: Iterable<string>): string | null {
  const plain = (text: string): string => text.toLowerCase().replaceAll(/[-_\s]/g, '');
  if (word.length > 80) return null;
  const most = word.length <= 3 ? 1 : 2;
  const [best] = [...choices]
    .map((choice) => ({ choice, edits: plain(choice) === plain(word) ? 0 : distance(plain(word), plain(choice)) }))
    .filter(({ edits }) => edits <= most)
    // Of two that are equally near, the one that is nearer to the letter: `o_timeout` is `on_timeout`, not `timeout`.
    .sort((left, right) => left.edits - right.edits || distance(word, left.choice) - distance(word, right.choice));
  return best?.choice ?? null;
}
