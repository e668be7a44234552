import type { CouncilSource } from '../../../contracts/council.ts';

const wordsInARow = 5;
/** Above this share of common word runs, one text is taken for a copy of the other. */
const copiedShare = 0.8;

/**
 * Tells how many of the sources of these ids are independent of each other: no two of one registrable domain, and none a
 * copy of another. Sources without an address are told apart by their ids; ids that were not given count for nothing. Each
 * text is read once, and each choice of ids counted once, however many claims make it.
 */
export function countIndependentOf(sources: readonly CouncilSource[]): (ids: readonly string[]) => number {
  const given = new Map(sources.map((source) => [source.source_id, source]));
  const counted = new Map<string, number>();
  const read = new Map<CouncilSource, ReadonlySet<string>>();
  const runs = (source: CouncilSource) => {
    const known = read.get(source) ?? runsOf(source.text);
    read.set(source, known);
    return known;
  };
  const count = (ids: readonly string[]) => {
    const kept: CouncilSource[] = [];
    for (const source of ids.flatMap((id) => given.get(id) ?? [])) {
      if (kept.every((other) => originOf(other) !== originOf(source) && !isCopy(runs(other), runs(source))))
        kept.push(source);
    }
    return kept.length;
  };
  return (ids) => {
    const cited = [...new Set(ids)].filter((id) => given.has(id)).sort();
    const key = JSON.stringify(cited);
    const found = counted.get(key) ?? count(cited);
    counted.set(key, found);
    return found;
  };
}

/** The registrable domain when the id or the title holds an address, otherwise the id; passages of one document are one. */
function originOf(source: CouncilSource): string {
  for (const text of [source.source_id, source.title]) {
    const address = /https?:\/\/[^\s"'<>]+/i.exec(text)?.[0];
    if (address !== undefined && URL.canParse(address)) return registrable(new URL(address).hostname);
  }
  return source.source_id.replace(/#\d+$/, '');
}

/** What registries of countries put before their own label, as in `co.uk`. */
const secondLevels = new Set(['ac', 'co', 'com', 'edu', 'go', 'gob', 'gov', 'ne', 'net', 'or', 'org']);

/** The last two labels, or three where a country has second levels of its own, such as `co.uk`. */
function registrable(host: string): string {
  const labels = host.toLowerCase().replace(/\.$/, '').split('.');
  const national = (labels.at(-1) ?? '').length === 2 && secondLevels.has(labels.at(-2) ?? '');
  return labels.slice(national ? -3 : -2).join('.');
}

function isCopy(left: ReadonlySet<string>, right: ReadonlySet<string>): boolean {
  const small = left.size <= right.size ? left : right;
  const large = small === left ? right : left;
  if (small.size === 0) return large.size === 0;
  const common = [...small].filter((run) => large.has(run)).length;
  return common / small.size > copiedShare;
}

/** The runs of words of a text; a short one is a single run. */
function runsOf(text: string): ReadonlySet<string> {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  if (words.length === 0) return new Set();
  if (words.length <= wordsInARow) return new Set([words.join(' ')]);
  return new Set(words.slice(wordsInARow - 1).map((_, index) => words.slice(index, index + wordsInARow).join(' ')));
}
