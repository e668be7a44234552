import { withTenant } from '../../../db/connect.ts';
import { findKnowledgeDocument } from '../../../db/queries/knowledge-documents.ts';
import { listKnowledgeWork, markEmbeddedWith } from '../../../db/queries/knowledge-reading.ts';
import type { KnowledgeDependencies, WorkContext } from '../knowledge-dependencies.ts';
import { maintain } from '../maintain.ts';
import { rowsOf } from '../passages/rows-of.ts';
import { aliasFor } from '../store/alias.ts';
import { openTenantKnowledge } from '../store/tenant-knowledge.ts';

/**
 * Brings a tenant’s passages into the table of the wanted embedder, when another one answers: a new table is filled beside the
 * old one, which serves until the last document is across; then the alias is turned and the old table dropped. May be cut
 * short and called again: what is across stays. Gives the number of documents that were embedded anew.
 */
export async function reEmbed(
  deps: KnowledgeDependencies,
  tenant_id: string,
  context: WorkContext = {},
): Promise<number> {
  const knowledge = openTenantKnowledge(deps.folder, tenant_id);
  const { wanted } = deps.embedders;
  const target = aliasFor(wanted);
  const serving = await knowledge.serving();
  if (serving === null || serving.table === target.table) return 0;
  for (let done = 0; ; ) {
    const missing = await missingFrom();
    for (const document_id of missing) {
      context.signal?.throwIfAborted();
      const document = await withTenant(deps.database, tenant_id, (tx) => findKnowledgeDocument(tx, document_id));
      if (document === null) continue;
      const rows = await rowsOf(document, wanted, context.signal);
      await maintain(deps.database, tenant_id, () => knowledge.put(target, rows, []));
      done += 1;
      context.heartbeat?.({ done });
    }
    const turned = await maintain(deps.database, tenant_id, async (tx) => {
      // Looked at once more under the lock: a document may have come or gone meanwhile.
      const { indexed } = await listKnowledgeWork(tx);
      const across = await knowledge.documentsIn(target);
      if (indexed.some((each) => !across.has(each.document_id))) return false;
      await knowledge.serve(target);
      const known = new Set(indexed.map((each) => each.document_id));
      await knowledge.remove([...across].filter((id) => !known.has(id)));
      await markEmbeddedWith(tx, wanted.model);
      return true;
    });
    if (turned) return done;
  }

  async function missingFrom(): Promise<string[]> {
    const across = await knowledge.documentsIn(target);
    const { indexed } = await withTenant(deps.database, tenant_id, listKnowledgeWork);
    return indexed.map((each) => each.document_id).filter((id) => !across.has(id));
  }
}
