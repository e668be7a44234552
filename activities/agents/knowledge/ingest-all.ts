import type { ActionContext } from '../../../contracts/action-handler.ts';
import type { KnowledgeDocument } from '../../../contracts/knowledge.ts';
import type { Knowledge } from '../../knowledge/create-knowledge.ts';

/** Takes documents in, one after another; what says the same as before costs one look at the table. */
export async function ingestAll(
  knowledge: Knowledge,
  documents: readonly KnowledgeDocument[],
  { origin, signal, heartbeat }: ActionContext,
): Promise<{ readonly documents: number; readonly changed: number; readonly failed: number }> {
  const counts = { changed: 0, failed: 0 };
  for (const [at, document] of documents.entries()) {
    signal.throwIfAborted();
    const { tenant_id } = origin;
    const accepted = await knowledge.accept(tenant_id, document, origin.requested_by.email);
    const report = await knowledge.ingest(tenant_id, accepted.document_id, { signal });
    if (!report.unchanged) counts.changed += 1;
    if (report.status === 'failed') counts.failed += 1;
    heartbeat({ done: at + 1 });
  }
  return { documents: documents.length, ...counts };
}
