import { distance } from 'fastest-levenshtein';

const plain = (text: string): string => text.toLowerCase().replaceAll(/[-_\s]/g, '');

/** The choice that was most likely meant, or null: at most two edits away (one for short words), ignoring case, `-` and `_`. */
export function nearest(word: string, choices: Iterable<string>): string | null {
  if (word.length > 80) return null;
  const most = word.length <= 3 ? 1 : 2;
  const [best] = [...choices]
    .map((choice) => ({ choice, edits: plain(choice) === plain(word) ? 0 : distance(plain(word), plain(choice)) }))
    .filter(({ edits }) => edits <= most)
    // Of two that are equally near, the one that is nearer to the letter: `o_timeout` is `on_timeout`, not `timeout`.
    .sort((left, right) => left.edits - right.edits || distance(word, left.choice) - distance(word, right.choice));
  return best?.choice ?? null;
}

/**
 * As `nearest`; and where nothing is so near, the first of the choices that say a little more or less: that have all the words
 * (`set_budget` is `set_daily_budget`), are a part of them, or begin alike (`automatic` is `auto`). Null for less than four letters.
 */
export function closest(word: string, choices: Iterable<string>): string | null {
  const all = [...choices];
  const near = nearest(word, all);
  if (near !== null || word.length > 80 || plain(word).length < 4) return near;
  const [best] = all
    .map((choice) => ({ choice, apart: wordsApart(word, choice) }))
    .filter(({ apart }) => apart !== null)
    .sort((left, right) => (left.apart ?? 0) - (right.apart ?? 0));
  return best?.choice ?? null;
}

/** How many words one of the two has beyond those of the other; null where each has some of its own. */
function wordsApart(one: string, other: string): number | null {
  const [left, right] = [wordsOf(one), wordsOf(other)];
  const [few, many] = left.length <= right.length ? [left, right] : [right, left];
  if (few.length > 0 && few.every((word) => many.includes(word))) return many.length - few.length;
  const [short, long] = [plain(one), plain(other)].sort((first, second) => first.length - second.length);
  return short !== undefined && short.length >= 4 && long?.startsWith(short) === true ? 1 : null;
}

function wordsOf(text: string): readonly string[] {
  return text
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split(/[-_.\s]+/)
    .filter((word) => word !== '');
}
