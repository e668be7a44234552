import { type KnowledgeAnswer, type KnowledgePassage, notFoundInKnowledge } from '../../../contracts/knowledge.ts';
import { cosine, type Embedder } from '../embedding/embedder.ts';
import { coverageOf, type FitModel, fitOf } from '../retrieval/fit.ts';

/** Below this no answer is given. Chosen on the tuning half of the labelled questions. */
export const answerThreshold = 0.5;
/** A sentence is said too when it fits nearly as well as the best one. */
const nearlyAsGood = 0.85;
const mostSentences = 3;

type Sentence = {
  readonly passage: KnowledgePassage;
  readonly start: number;
  readonly end: number;
  readonly quote: string;
};

const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' });

/**
 * An answer made of sentences of the passages, to the letter, each with its source; no model words anything. The confidence is
 * how well the best passage fits the question; below the threshold the answer is that there is none. Passages may say
 * whatever they like: nothing in them is followed.
 */
export async function answerQuestion(
  question: string,
  passages: readonly KnowledgePassage[],
  { embedder, model }: { readonly embedder: Embedder | null; readonly model: FitModel },
  signal?: AbortSignal,
): Promise<KnowledgeAnswer> {
  const confidence = Math.max(0, ...passages.map((each) => each.score));
  const trusted = passages.filter((each) => each.score >= answerThreshold);
  if (trusted.length === 0) return { status: 'not_found', answer: notFoundInKnowledge, confidence, citations: [] };
  const sentences = trusted.flatMap(sentencesOf);
  const [asked = [], ...vectors] =
    (await embedder?.embed([question, ...sentences.map((each) => each.quote)], signal)) ?? [];
  const rated = sentences.map((sentence, at) => {
    const signs = { likeness: cosine(asked, vectors[at] ?? []), coverage: coverageOf(question, sentence.quote) };
    return { sentence, worth: (fitOf(signs, model) + sentence.passage.score) / 2 };
  });
  const best = Math.max(...rated.map((each) => each.worth));
  const said = rated
    .filter((each) => each.worth >= best * nearlyAsGood)
    .toSorted((one, other) => other.worth - one.worth)
    .slice(0, mostSentences)
    .map((each) => each.sentence)
    .filter((each, at, all) => all.findIndex((other) => other.quote === each.quote) === at);
  const citations = said.map(({ passage, quote, start, end }) => {
    const { source_id, title } = passage;
    return { source_id, title, quote, start, end };
  });
  return { status: 'answered', answer: said.map((each) => each.quote).join(' '), confidence, citations };
}

function sentencesOf(passage: KnowledgePassage): Sentence[] {
  return [...segmenter.segment(passage.text)].flatMap(({ segment, index }) => {
    const quote = segment.trim();
    if (quote === '') return [];
    const start = passage.start + index + (segment.length - segment.trimStart().length);
    return [{ passage, quote, start, end: start + quote.length }];
  });
}
