import { createHash } from 'node:crypto';
import type { Embedders } from '../../activities/knowledge/embedding/choose-embedder.ts';
import type { Embedder, EmbeddingSpace } from '../../activities/knowledge/embedding/embedder.ts';
import { sameSpace } from '../../activities/knowledge/embedding/embedder.ts';
import { termsOf } from '../../activities/knowledge/retrieval/terms.ts';

/** An embedder that counts words into a few dimensions: quick, and texts that share words are alike. */
export function createWordEmbedder(model = 'words', dimensions = 64): Embedder & { readonly texts: string[] } {
  const texts: string[] = [];
  return {
    ...{ model, dimensions, texts },
    embed: async (wanted) => {
      texts.push(...wanted);
      return wanted.map((text) => {
        const vector = Array.from({ length: dimensions }, () => 0.001);
        for (const term of termsOf(text)) {
          const at = createHash('sha256').update(term).digest().readUInt16BE(0) % dimensions;
          vector[at] = (vector[at] ?? 0) + 1;
        }
        const length = Math.hypot(...vector);
        return vector.map((each) => each / length);
      });
    },
  };
}

/** Embedders of which the first is the wanted one. */
export function embeddersOf(...known: readonly [Embedder, ...Embedder[]]): Embedders {
  const [wanted] = known;
  const of = (space: EmbeddingSpace) => known.find((each) => sameSpace(each, space)) ?? null;
  return { wanted, of, close: async () => undefined };
}

/** The same embedder, with a memory. */
export function rememberVectors(embedder: Embedder): Embedder {
  const known = new Map<string, readonly number[]>();
  const { model, dimensions } = embedder;
  return {
    ...{ model, dimensions },
    async embed(texts, signal) {
      const fresh = [...new Set(texts)].filter((text) => !known.has(text));
      const vectors = await embedder.embed(fresh, signal);
      for (const [at, text] of fresh.entries()) known.set(text, vectors[at] ?? []);
      return texts.map((text) => [...(known.get(text) ?? [])]);
    },
  };
}
