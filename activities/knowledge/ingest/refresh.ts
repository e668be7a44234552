import { CodedError } from '../../../contracts/errors/index.ts';
import { withTenant } from '../../../db/connect.ts';
import { listKnowledgeWork } from '../../../db/queries/knowledge-reading.ts';
import type { KnowledgeDependencies, WorkContext } from '../knowledge-dependencies.ts';
import { maintain } from '../maintain.ts';
import { openTenantKnowledge } from '../store/tenant-knowledge.ts';
import { ingestDocument } from './ingest-document.ts';
import { reEmbed } from './re-embed.ts';

/** What a refresh did. */
export type RefreshReport = {
  /** That answer questions now. */
  readonly documents: number;
  /** That were read in this run, quarantined ones not counted. */
  readonly indexed: number;
  readonly failed: number;
  /** That were embedded anew because the model changed. */
  readonly re_embedded: number;
  /** That had passages left though they are deleted or replaced. */
  readonly removed: number;
};

/**
 * Puts a tenant’s knowledge base in order: embeds everything anew when the model changed, reads what waits or got lost, takes
 * away what should be gone, and compacts the files. The one owner of maintenance is whoever holds the lock.
 */
export async function refreshKnowledge(
  deps: KnowledgeDependencies,
  tenant_id: string,
  context: WorkContext = {},
): Promise<RefreshReport> {
  const knowledge = openTenantKnowledge(deps.folder, tenant_id);
  const re_embedded = await reEmbed(deps, tenant_id, context);
  const work = await withTenant(deps.database, tenant_id, listKnowledgeWork);
  const serving = await knowledge.serving();
  const stored = serving === null ? new Set<string>() : await knowledge.documentsIn(serving);
  const waiting = [...work.pending, ...work.indexed.filter((each) => !stored.has(each.document_id))];
  let indexed = 0;
  let failed = 0;
  for (const { document_id } of waiting) {
    context.signal?.throwIfAborted();
    const status = await statusOf(document_id);
    if (status === 'indexed') indexed += 1;
    if (status === 'failed') failed += 1;
    context.heartbeat?.({ done: indexed + failed });
  }
  return maintain(deps.database, tenant_id, async (tx) => {
    const answering = new Set((await listKnowledgeWork(tx)).indexed.map((each) => each.document_id));
    const alias = await knowledge.serving();
    const left = alias === null ? [] : [...(await knowledge.documentsIn(alias))].filter((id) => !answering.has(id));
    if (left.length > 0) await knowledge.remove(left);
    else if (alias !== null) await knowledge.compact(alias);
    return { documents: answering.size, indexed, failed, re_embedded, removed: left.length };
  });

  /** A document that was deleted while it waited is no fault. */
  async function statusOf(document_id: string): Promise<'indexed' | 'failed' | 'gone'> {
    try {
      return (await ingestDocument(deps, tenant_id, document_id, context)).status;
    } catch (error) {
      if (error instanceof CodedError && error.code === 'KNOWLEDGE_DOCUMENT_NOT_FOUND') return 'gone';
      throw error;
    }
  }
}
