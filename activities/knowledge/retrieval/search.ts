import { diversify } from './diversify.ts';
import { expandQuery } from './expand.ts';
import { type FitModel, offlineFit, openaiFit } from './fit.ts';
import {
  byLikeness,
  byWords,
  type Candidate,
  embedQuestions,
  fuse,
  type Place,
  type Reranker,
  rerankByFit,
} from './stages.ts';

/** Which stages run; each can be switched off and is measured alone. */
export type SearchStages = {
  readonly expand: boolean;
  readonly likeness: boolean;
  readonly words: boolean;
  readonly rerank: Reranker | null;
  readonly diversify: boolean;
};

/** What runs unless somebody says otherwise: the stages that measured best together on the labelled questions. */
export const usualStages: SearchStages = {
  expand: false,
  likeness: true,
  words: true,
  rerank: rerankByFit,
  diversify: true,
};

/** Finds up to `limit` passages of one tenant for a question, best first. The tenant, kinds and roles are applied before. */
export async function searchPassages(
  place: Place,
  question: string,
  limit: number,
  stages: SearchStages = usualStages,
  signal?: AbortSignal,
): Promise<readonly Candidate[]> {
  const asked = await embedQuestions(place, stages.expand ? expandQuery(question) : [question], signal);
  const [near, worded] = await Promise.all([
    stages.likeness ? byLikeness(place, asked) : [],
    stages.words ? byWords(place, asked) : [],
  ]);
  const fused = fuse({ near, worded }, asked, fitModelOf(place));
  const ordered = stages.rerank === null ? fused : await stages.rerank(question, fused);
  return stages.diversify ? varied(ordered, limit) : ordered.slice(0, limit);
}

/** The rank decides how well a passage fits; variety moves only what says the same as something above it. */
function varied(ordered: readonly Candidate[], limit: number): Candidate[] {
  const choices = ordered.map((candidate, at) => ({ candidate, score: 1 / (1 + at / 10), vector: candidate.vector }));
  return diversify(choices, limit, 0.9).map((choice) => choice.candidate);
}

/** How likeness reads depends on the model that measured it. */
export function fitModelOf({ alias }: { readonly alias: { readonly model: string } }): FitModel {
  return alias.model.startsWith('text-embedding-') ? openaiFit : offlineFit;
}
