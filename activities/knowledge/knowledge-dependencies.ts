import type { Database } from '../../db/connect.ts';
import type { Embedders } from './embedding/choose-embedder.ts';

/** What the knowledge base works with. `folder` holds one folder for each tenant; nothing is opened before it is needed. */
export type KnowledgeDependencies = {
  readonly database: Database;
  readonly folder: string;
  readonly embedders: Embedders;
};

/** What a long piece of work reports to, and is stopped by. */
export type WorkContext = {
  readonly signal?: AbortSignal;
  readonly heartbeat?: (progress: { readonly done: number }) => void;
};
