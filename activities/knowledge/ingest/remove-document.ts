import { CodedError } from '../../../contracts/errors/index.ts';
import { deleteKnowledgeDocument, findKnowledgeDocument } from '../../../db/queries/knowledge-documents.ts';
import type { KnowledgeDependencies } from '../knowledge-dependencies.ts';
import { maintain } from '../maintain.ts';
import { openTenantKnowledge } from '../store/tenant-knowledge.ts';

/**
 * Deletes a document in all its versions: its text from the table, its passages and vectors from every file. May be repeated,
 * and then finishes what was begun. Gives the number of versions. Throws KNOWLEDGE_DOCUMENT_NOT_FOUND or KNOWLEDGE_BUSY.
 */
export async function removeDocument(
  deps: KnowledgeDependencies,
  tenant_id: string,
  document_id: string,
): Promise<{ readonly document_id: string; readonly versions: number }> {
  return maintain(deps.database, tenant_id, async (tx) => {
    const row = await findKnowledgeDocument(tx, document_id);
    if (row === null)
      throw new CodedError('KNOWLEDGE_DOCUMENT_NOT_FOUND', 'There is no such document.', { document_id });
    const versions = await deleteKnowledgeDocument(tx, row.source_key);
    await openTenantKnowledge(deps.folder, tenant_id).remove(versions);
    return { document_id, versions: versions.length };
  });
}
