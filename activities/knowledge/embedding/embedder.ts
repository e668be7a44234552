/** Turns texts into vectors of unit length. Vectors of different models or lengths must never be compared. */
export type Embedder = {
  /** Stored with every table, so that a query is always embedded as its passages were. */
  readonly model: string;
  readonly dimensions: number;
  /** One vector for each text, in their order. Throws KNOWLEDGE_EMBEDDING_FAILED. */
  embed(texts: readonly string[], signal?: AbortSignal): Promise<number[][]>;
};

/** A model and the length of its vectors: what makes vectors comparable. */
export type EmbeddingSpace = Pick<Embedder, 'model' | 'dimensions'>;

/** Whether vectors of one may be compared with vectors of the other. */
export function sameSpace(one: EmbeddingSpace, other: EmbeddingSpace): boolean {
  return one.model === other.model && one.dimensions === other.dimensions;
}

/** How alike two unit vectors are: 1 the same, 0 nothing in common. */
export function cosine(one: ArrayLike<number>, other: ArrayLike<number>): number {
  let sum = 0;
  for (let at = 0; at < one.length; at += 1) sum += (one[at] ?? 0) * (other[at] ?? 0);
  return sum;
}
