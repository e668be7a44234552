import { cosine, type Embedder } from './embedder.ts';

/** How alike a text and a statement are, 0–1. */
export type Likeness = (text: string, statement: string) => Promise<number>;

/** The parts of a text that say something by themselves: sentences, and the strings of a JSON document. */
function sentencesOf(text: string): readonly string[] {
  return text
    .split(/(?<=[.!?])\s+|"\s*[:,\]}]\s*|\\n|\n/)
    .map((part) => part.replace(/[{}[\]"\\]/g, ' ').trim())
    .filter((part) => part.split(/\s+/).length >= 3);
}

/**
 * Likeness by the closest sentence: a long text that says a thing once says it. The cosine of unit vectors, never below 0;
 * 0 for a text without a sentence.
 */
export function createSentenceLikeness(embedder: Pick<Embedder, 'embed'>): Likeness {
  return async (text, statement) => {
    const sentences = [...new Set(sentencesOf(text))];
    if (sentences.length === 0) return 0;
    const [wanted = [], ...said] = await embedder.embed([statement, ...sentences]);
    return Math.max(0, ...said.map((vector) => cosine(vector, wanted)));
  };
}
