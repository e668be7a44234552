import { cosine } from '../embedding/embedder.ts';

/** What can be chosen: how well it fits, and where it lies. */
export type Choice = { readonly score: number; readonly vector: ArrayLike<number> };

/**
 * Maximal marginal relevance (Carbonell and Goldstein 1998, https://dl.acm.org/doi/10.1145/290941.291025): takes one after
 * another what fits well and repeats least of what was taken. `relevance` 1 keeps the order of the scores, 0 minds
 * variety alone.
 */
export function diversify<Candidate extends Choice>(
  candidates: readonly Candidate[],
  limit: number,
  relevance = 0.8,
): Candidate[] {
  const left = [...candidates];
  const taken: Candidate[] = [];
  while (taken.length < limit && left.length > 0) {
    const worth = left.map(({ score, vector }) => {
      const repeated = taken.reduce((most, each) => Math.max(most, cosine(each.vector, vector)), 0);
      return relevance * score - (1 - relevance) * repeated;
    });
    const best = worth.reduce((at, each, index) => (each > (worth[at] ?? Number.NEGATIVE_INFINITY) ? index : at), 0);
    taken.push(...left.splice(best, 1));
  }
  return taken;
}
