import type { KnowledgeKind } from '../../../contracts/knowledge.ts';
import type { Role } from '../../../contracts/roles.ts';
import { cosine, type Embedder } from '../embedding/embedder.ts';
import type { Alias } from '../store/alias.ts';
import type { FoundRow } from '../store/passage-row.ts';
import type { TenantKnowledge } from '../store/tenant-knowledge.ts';
import { coverageOf, type FitModel, fitOf } from './fit.ts';
import { fuseRankings } from './fuse.ts';

/** Where to look, and for whom. `embedder` is the one that made the table; null when it is gone, and words alone are left. */
export type Place = {
  readonly knowledge: TenantKnowledge;
  readonly alias: Alias;
  readonly embedder: Embedder | null;
  readonly kinds: readonly KnowledgeKind[];
  readonly roles: readonly Role[];
  /** How many each list brings. */
  readonly depth: number;
};

/** A passage in the order of a stage. `score` is how well it fits, 0–1. */
export type Candidate = FoundRow & { readonly score: number };

/** Rephrasings of a question, the original first, with their vectors; without an embedder there are none. */
export type AskedVectors = { readonly texts: readonly string[]; readonly vectors: readonly (readonly number[])[] };

/** Embeds the rephrasings of a question. */
export async function embedQuestions(
  place: Place,
  texts: readonly string[],
  signal?: AbortSignal,
): Promise<AskedVectors> {
  return { texts, vectors: (await place.embedder?.embed(texts, signal)) ?? [] };
}

/** Stage: passages near to each rephrasing, a list for each. */
export function byLikeness(place: Place, asked: AskedVectors): Promise<FoundRow[][]> {
  const { knowledge, alias, depth } = place;
  return Promise.all(asked.vectors.map((vector) => knowledge.nearest(alias, vector, place, depth)));
}

/** Stage: passages that share words with the question or a rephrasing. */
export function byWords(place: Place, asked: AskedVectors): Promise<FoundRow[]> {
  const { knowledge, alias, depth } = place;
  return knowledge.worded(alias, asked.texts.join(' '), place, depth);
}

/**
 * How much words count beside likeness, and how fast a rank loses worth. Chosen on the tuning half of the labelled questions:
 * with the usual 60 the tail of a short list counts nearly as much as its head.
 */
export const hybridWeights = { likeness: 1, words: 0.5, k: 10 } as const;

/** Stage: both kinds of lists fused by rank; each passage with its fit, which does not change the order. */
export function fuse(
  lists: { readonly near: readonly FoundRow[][]; readonly worded: readonly FoundRow[] },
  asked: AskedVectors,
  model: FitModel,
): Candidate[] {
  const { near, worded } = lists;
  const rows = new Map([...near.flat(), ...worded].map((row) => [row.source_id, row]));
  const ids = (list: readonly FoundRow[]) => list.map((row) => row.source_id);
  const fused = fuseRankings(
    [
      ...near.map((list) => ({ ids: ids(list), weight: hybridWeights.likeness / near.length })),
      { ids: ids(worded), weight: hybridWeights.words },
    ],
    hybridWeights.k,
  );
  return fused.flatMap(({ id }) => {
    const row = rows.get(id);
    return row === undefined ? [] : [{ ...row, score: scoreOf(row, asked, model) }];
  });
}

function scoreOf(row: FoundRow, asked: AskedVectors, model: FitModel): number {
  const likeness = Math.max(0, ...asked.vectors.map((vector) => cosine(vector, row.vector)));
  const coverage = Math.max(...asked.texts.map((text) => coverageOf(text, row.searched)));
  return fitOf({ likeness, coverage }, model);
}

/** Orders candidates anew by looking closer at them; a cross-encoder or a model could stand behind it. */
export type Reranker = (question: string, candidates: readonly Candidate[]) => Promise<readonly Candidate[]>;

/** The reranker that needs no model: by fit alone. */
export const rerankByFit: Reranker = async (_question, candidates) =>
  candidates.toSorted((one, other) => other.score - one.score);
