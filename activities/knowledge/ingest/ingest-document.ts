import { CodedError, describeError } from '../../../contracts/errors/index.ts';
import { knowledgeFormatSchema } from '../../../contracts/knowledge.ts';
import { withTenant } from '../../../db/connect.ts';
import {
  findKnowledgeDocument,
  type KnowledgeRow,
  settleKnowledgeDocument,
} from '../../../db/queries/knowledge-documents.ts';
import { otherVersions } from '../../../db/queries/knowledge-reading.ts';
import { cleanDocument } from '../documents/clean.ts';
import type { KnowledgeDependencies, WorkContext } from '../knowledge-dependencies.ts';
import { maintain } from '../maintain.ts';
import { rowsOf } from '../passages/rows-of.ts';
import { splitterVersion } from '../passages/split.ts';
import { aliasFor } from '../store/alias.ts';
import { openTenantKnowledge } from '../store/tenant-knowledge.ts';
import { reEmbed } from './re-embed.ts';

/** What became of a document. `unchanged` when it was there already. */
export type IngestReport = {
  readonly document_id: string;
  readonly version: number;
  readonly status: 'indexed' | 'failed';
  readonly unchanged: boolean;
  readonly passages: number;
  readonly error_code: string | null;
  readonly error_message: string | null;
};

/**
 * Reads an accepted document into the knowledge base: clean, split, embed, store; earlier versions vanish in the same commit,
 * and from the files. A document that cannot be read goes into quarantine with its code and does not throw. Repeating it is
 * harmless. Throws KNOWLEDGE_DOCUMENT_NOT_FOUND, also when it is deleted meanwhile, KNOWLEDGE_EMBEDDING_FAILED or KNOWLEDGE_BUSY.
 */
export async function ingestDocument(
  deps: KnowledgeDependencies,
  tenant_id: string,
  document_id: string,
  context: WorkContext = {},
): Promise<IngestReport> {
  const row = await withTenant(deps.database, tenant_id, (tx) => findKnowledgeDocument(tx, document_id));
  if (row === null || row.status === 'deleted') throw gone(document_id);
  const knowledge = openTenantKnowledge(deps.folder, tenant_id);
  const { alias, embedder } = await tableFor();
  const { version } = row;
  const fine = { document_id, version, status: 'indexed', error_code: null, error_message: null } as const;
  if (row.status === 'indexed' && (await knowledge.documentsIn(alias)).has(document_id))
    return { ...fine, unchanged: true, passages: row.passages };
  const read = readOrQuarantine(row);
  if ('failure' in read) {
    const { code: error_code, message: error_message } = read.failure;
    const failed = { status: 'failed', error_code, error_message } as const;
    await withTenant(deps.database, tenant_id, (tx) => settleKnowledgeDocument(tx, document_id, failed));
    return { ...failed, document_id, version, unchanged: false, passages: 0 };
  }
  const { cleaned } = read;
  const rows = await rowsOf({ ...row, cleaned }, embedder, context.signal);
  return maintain(deps.database, tenant_id, async (tx) => {
    const { earlier, replaced } = await otherVersions(tx, row);
    const settled = { status: 'indexed', cleaned, passages: rows.length, embedding_model: alias.model } as const;
    if (!(await settleKnowledgeDocument(tx, document_id, settled))) throw gone(document_id);
    // One that was overtaken by a later version is kept for its quotes and answers nothing.
    if (!replaced) {
      await knowledge.put(alias, rows, earlier);
      if ((await knowledge.serving()) === null) await knowledge.serve(alias);
      if (earlier.length > 0) await knowledge.compact(alias);
    }
    return { ...fine, unchanged: false, passages: rows.length };
  });

  /** The table that answers, with the embedder that made it; where that one is gone, everything is embedded anew first. */
  async function tableFor() {
    const serving = await knowledge.serving();
    const maker = serving === null || serving.splitter_version !== splitterVersion ? null : deps.embedders.of(serving);
    if (serving !== null && maker !== null) return { alias: serving, embedder: maker };
    await reEmbed(deps, tenant_id, context);
    return { alias: aliasFor(deps.embedders.wanted), embedder: deps.embedders.wanted };
  }
}

function readOrQuarantine(row: KnowledgeRow): { readonly cleaned: string } | { readonly failure: CodedError } {
  try {
    return { cleaned: cleanDocument({ format: knowledgeFormatSchema.parse(row.format), content: row.content }) };
  } catch (error) {
    if (!(error instanceof CodedError) || describeError(error.code).retryable) throw error;
    return { failure: error };
  }
}

function gone(document_id: string): CodedError {
  return new CodedError('KNOWLEDGE_DOCUMENT_NOT_FOUND', 'There is no such document.', { document_id });
}
