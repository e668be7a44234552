import { randomUUID } from 'node:crypto';
import { cleanDocument } from '../../activities/knowledge/documents/clean.ts';
import type { Embedder } from '../../activities/knowledge/embedding/embedder.ts';
import { rowsOf } from '../../activities/knowledge/passages/rows-of.ts';
import { type SearchStages, searchPassages, usualStages } from '../../activities/knowledge/retrieval/search.ts';
import { type Place, rerankByFit } from '../../activities/knowledge/retrieval/stages.ts';
import { aliasFor } from '../../activities/knowledge/store/alias.ts';
import { openTenantKnowledge } from '../../activities/knowledge/store/tenant-knowledge.ts';
import { isTuning, type Labelled } from './labelled-questions.ts';

/** How well a stage finds what was labelled; shares of the questions that have an answer. */
export type StageFigures = {
  readonly stage: string;
  readonly part: 'all' | 'tuning' | 'held_out';
  readonly questions: number;
  readonly recall_at_1: number;
  readonly recall_at_3: number;
  readonly recall_at_5: number;
  readonly mrr: number;
  readonly ndcg_at_5: number;
};

const off: SearchStages = { expand: false, likeness: false, words: false, rerank: null, diversify: false };
/** Each stage alone, and what is put together of them. */
export const measuredStages: Readonly<Record<string, SearchStages>> = {
  likeness: { ...off, likeness: true },
  words: { ...off, words: true },
  hybrid: { ...off, likeness: true, words: true },
  'hybrid + expansion': { ...off, likeness: true, words: true, expand: true },
  'hybrid + rerank': { ...off, likeness: true, words: true, rerank: rerankByFit },
  'hybrid + variety': { ...off, likeness: true, words: true, diversify: true },
  usual: usualStages,
};

/** Stores the labelled documents in a folder and gives the place to search, with the text of each passage. */
export async function storeLabelled(labelled: Labelled, embedder: Embedder, folder: string) {
  const tenant_id = randomUUID();
  const knowledge = openTenantKnowledge(folder, tenant_id);
  const alias = aliasFor(embedder);
  const texts = new Map<string, string>();
  const rows = await Promise.all(
    labelled.documents.map(async (document) => {
      const cleaned = cleanDocument({ format: 'markdown', content: document.content });
      const facts = { tenant_id, document_id: randomUUID(), language: 'en', dated_on: null, access: [], cleaned };
      const made = await rowsOf({ ...document, ...facts }, embedder);
      for (const row of made) texts.set(row.source_id, cleaned.slice(row.start, row.end));
      return made;
    }),
  );
  await knowledge.put(alias, rows.flat(), []);
  await knowledge.serve(alias);
  const place: Place = { knowledge, alias, embedder, kinds: [], roles: [], depth: 15 };
  return { place, texts, passages: rows.flat().length };
}

/** Ranks (from 1; 0 is not found) of the first passage that answers, for every question that has an answer. */
async function ranksOf(stored: Awaited<ReturnType<typeof storeLabelled>>, labelled: Labelled, stages: SearchStages) {
  const ranks: { readonly at: number; readonly rank: number }[] = [];
  for (const [at, { question, quotes }] of labelled.questions.entries()) {
    if (quotes.length === 0) continue;
    const found = await searchPassages(stored.place, question, 15, stages);
    const answers = (id: string) => quotes.some((quote) => stored.texts.get(id)?.includes(quote));
    ranks.push({ at, rank: found.findIndex((each) => answers(each.source_id)) + 1 });
  }
  return ranks;
}

/** Recall at 1, 3 and 5, mean reciprocal rank and nDCG of each stage, on all questions and on both halves. */
export async function measureRecall(
  stored: Awaited<ReturnType<typeof storeLabelled>>,
  labelled: Labelled,
  stages: Readonly<Record<string, SearchStages>> = measuredStages,
): Promise<StageFigures[]> {
  const figures: StageFigures[] = [];
  for (const [stage, chosen] of Object.entries(stages)) {
    const ranks = await ranksOf(stored, labelled, chosen);
    const halves = [
      ['all', ranks],
      ['tuning', ranks.filter((each) => isTuning(each.at))],
      ['held_out', ranks.filter((each) => !isTuning(each.at))],
    ] as const;
    for (const [part, some] of halves) figures.push({ stage, part, ...figuresOf(some.map((each) => each.rank)) });
  }
  return figures;
}

function figuresOf(ranks: readonly number[]): Omit<StageFigures, 'stage' | 'part'> {
  const share = (value: (rank: number) => number) =>
    ranks.reduce((sum, rank) => sum + (rank === 0 ? 0 : value(rank)), 0) / ranks.length;
  const within = (most: number) => share((rank) => (rank <= most ? 1 : 0));
  return {
    questions: ranks.length,
    ...{ recall_at_1: within(1), recall_at_3: within(3), recall_at_5: within(5) },
    mrr: share((rank) => 1 / rank),
    // One passage answers each question, so the best possible gain is 1.
    ndcg_at_5: share((rank) => (rank <= 5 ? 1 / Math.log2(rank + 1) : 0)),
  };
}
