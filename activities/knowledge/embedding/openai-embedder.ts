import OpenAI, { APIError } from 'openai';
import { CodedError } from '../../../contracts/errors/index.ts';
import { cosine, type Embedder, type EmbeddingSpace } from './embedder.ts';
import { hidePeople } from './hide-people.ts';

/** How to reach OpenAI, or something that speaks its API. */
export type OpenaiEmbedderSettings = EmbeddingSpace & {
  readonly api_key: string;
  readonly base_url: string | undefined;
  readonly fetch: typeof globalThis.fetch;
};

const batch = 64;

/**
 * OpenAI's embeddings (https://platform.openai.com/docs/api-reference/embeddings/create), shortened to the dimensions that
 * are wanted. Addresses and telephone numbers do not leave the house. No retries: the activity has its own.
 */
export function createOpenaiEmbedder(settings: OpenaiEmbedderSettings): Embedder {
  const { model, dimensions, api_key, base_url, fetch } = settings;
  const client = new OpenAI({ apiKey: api_key, baseURL: base_url ?? null, maxRetries: 0, timeout: 20_000, fetch });
  return {
    model,
    dimensions,
    async embed(texts, signal) {
      const vectors: number[][] = [];
      for (let at = 0; at < texts.length; at += batch) {
        const input = texts.slice(at, at + batch).map(hidePeople);
        vectors.push(...(await ask(input, signal)));
      }
      return vectors;
    },
  };

  async function ask(input: string[], signal: AbortSignal | undefined): Promise<number[][]> {
    try {
      const options = signal === undefined ? {} : { signal };
      const answer = await client.embeddings.create({ model, input, dimensions, encoding_format: 'float' }, options);
      const vectors = answer.data.toSorted((one, other) => one.index - other.index).map((each) => each.embedding);
      if (vectors.length !== input.length || vectors.some((each) => each.length !== dimensions))
        throw failed('it gave vectors of another number or length', null);
      return vectors.map(unit);
    } catch (error) {
      if (signal?.aborted || error instanceof CodedError) throw error;
      throw failed(
        error instanceof Error ? error.name : 'unknown',
        error instanceof APIError ? (error.status ?? null) : null,
      );
    }
  }
}

function unit(vector: readonly number[]): number[] {
  const length = Math.sqrt(cosine(vector, vector)) || 1;
  return vector.map((each) => each / length);
}

/** The vendor's own words stay out: they may repeat what was sent. */
function failed(reason: string, status: number | null): CodedError {
  return new CodedError('KNOWLEDGE_EMBEDDING_FAILED', `OpenAI did not embed the text: ${reason}.`, {
    vendor: 'openai',
    status,
  });
}
