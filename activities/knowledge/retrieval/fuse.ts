/** One list of results, best first, and how much its word counts. */
export type Ranking = { readonly ids: readonly string[]; readonly weight: number };

/**
 * Reciprocal-rank fusion (Cormack, Clarke, Büttcher 2009, https://dl.acm.org/doi/10.1145/1571941.1572114): each list gives
 * `weight / (k + rank)`, ranks from 1. Scores of different kinds are never compared. Ties keep the order of the lists.
 */
export function fuseRankings(rankings: readonly Ranking[], k = 60): { readonly id: string; readonly score: number }[] {
  const scores = new Map<string, number>();
  for (const { ids, weight } of rankings) {
    for (const [at, id] of [...new Set(ids)].entries()) scores.set(id, (scores.get(id) ?? 0) + weight / (k + at + 1));
  }
  return [...scores].map(([id, score]) => ({ id, score })).toSorted((one, other) => other.score - one.score);
}
