import type { z } from 'zod';
import type { knowledgeConfig, languageModelConfig } from '../../../contracts/config/index.ts';
import { CodedError } from '../../../contracts/errors/index.ts';
import { type Embedder, type EmbeddingSpace, sameSpace } from './embedder.ts';
import { createOfflineEmbedder, type OfflineEmbedder } from './offline-embedder.ts';
import { createOpenaiEmbedder } from './openai-embedder.ts';

/** The settings that choose the embedder. */
export type EmbeddingConfig = Readonly<
  Omit<z.infer<typeof knowledgeConfig>, 'MBI_KNOWLEDGE_FOLDER'> &
    Pick<z.infer<typeof languageModelConfig>, 'OPENAI_API_KEY' | 'OPENAI_BASE_URL'>
>;

/** The embedders of this installation. `wanted` makes new vectors; `of` finds the one that made older ones, or null. */
export type Embedders = {
  readonly wanted: Embedder;
  of(space: EmbeddingSpace): Embedder | null;
  close(): Promise<void>;
};

/**
 * OpenAI where it is asked for or, with `auto`, where there is a key and no other endpoint (which may know no embeddings);
 * else the model that comes with the product. Nothing is loaded or called here. Throws CONFIG_INVALID for OpenAI without a key.
 */
export function chooseEmbedders(config: EmbeddingConfig, fetch: typeof globalThis.fetch): Embedders {
  const { MBI_EMBEDDINGS: choice, OPENAI_API_KEY: api_key, OPENAI_BASE_URL: base_url } = config;
  const offline: OfflineEmbedder = createOfflineEmbedder();
  const openai = (space: EmbeddingSpace) =>
    api_key === undefined ? null : createOpenaiEmbedder({ ...space, api_key, base_url, fetch });
  const space = { model: config.OPENAI_EMBEDDING_MODEL, dimensions: config.OPENAI_EMBEDDING_DIMENSIONS };
  const remote = choice === 'openai' || (choice === 'auto' && base_url === undefined) ? openai(space) : null;
  if (choice === 'openai' && remote === null)
    throw new CodedError('CONFIG_INVALID', 'MBI_EMBEDDINGS=openai needs OPENAI_API_KEY.');
  return {
    wanted: remote ?? offline,
    of: (made) => {
      if (sameSpace(made, offline)) return offline;
      if (remote !== null && sameSpace(made, remote)) return remote;
      return made.model.startsWith('text-embedding-') ? openai(made) : null;
    },
    close: () => offline.close(),
  };
}
