import type { KnowledgeAnswer, KnowledgeDocument, KnowledgePassage, KnowledgePort } from '../../contracts/knowledge.ts';
import { withTenant } from '../../db/connect.ts';
import { type AcceptedDocument, acceptKnowledgeDocument } from '../../db/queries/knowledge-documents.ts';
import { answerQuestion } from './answer/answer-question.ts';
import { type IngestReport, ingestDocument } from './ingest/ingest-document.ts';
import { type RefreshReport, refreshKnowledge } from './ingest/refresh.ts';
import { removeDocument } from './ingest/remove-document.ts';
import type { KnowledgeDependencies, WorkContext } from './knowledge-dependencies.ts';
import { findPassages, type Question } from './retrieval/find-passages.ts';
import { fitModelOf } from './retrieval/search.ts';
import { openTenantKnowledge } from './store/tenant-knowledge.ts';

/** The knowledge base of all tenants; every call names the one it is for. */
export type Knowledge = KnowledgePort & {
  /** Takes a document in, to be read by `ingest`. */
  accept(tenant_id: string, document: KnowledgeDocument, created_by_email: string | null): Promise<AcceptedDocument>;
  ingest(tenant_id: string, document_id: string, context?: WorkContext): Promise<IngestReport>;
  remove(tenant_id: string, document_id: string): Promise<{ readonly document_id: string; readonly versions: number }>;
  refresh(tenant_id: string, context?: WorkContext): Promise<RefreshReport>;
  search(tenant_id: string, question: Question): Promise<KnowledgePassage[]>;
  answer(tenant_id: string, question: Question): Promise<KnowledgeAnswer>;
  /** Gives the memory of the offline model back. */
  close(): Promise<void>;
};

/** Puts the knowledge base together. Opens no folder and loads no model: both happen with the first use. */
export function createKnowledge(
  deps: KnowledgeDependencies & { readonly log: { warn(fields: object, message: string): void } },
): Knowledge {
  const search = (tenant_id: string, question: Question) => findPassages(deps, tenant_id, question);
  return {
    accept: (tenant_id, document, created_by_email) =>
      withTenant(deps.database, tenant_id, (tx) => acceptKnowledgeDocument(tx, { ...document, created_by_email })),
    ingest: (tenant_id, document_id, context) => ingestDocument(deps, tenant_id, document_id, context),
    remove: (tenant_id, document_id) => removeDocument(deps, tenant_id, document_id),
    refresh: (tenant_id, context) => refreshKnowledge(deps, tenant_id, context),
    search,
    async answer(tenant_id, question) {
      const passages = await search(tenant_id, question);
      const alias = await openTenantKnowledge(deps.folder, tenant_id).serving();
      const embedder = alias === null ? null : deps.embedders.of(alias);
      const model = fitModelOf({ alias: alias ?? deps.embedders.wanted });
      return answerQuestion(question.query, passages, { embedder, model }, question.signal);
    },
    async retrieve({ tenant_id, query, kinds, limit }) {
      try {
        const passages = await search(tenant_id, { query, kinds, limit, roles: [] });
        return passages.map(({ source_id, title, text, score, kind, trusted }) => ({
          source_id,
          title,
          text,
          score,
          kind,
          trusted,
        }));
      } catch (error) {
        // A source that is missing makes a prompt poorer, never a recommendation fail.
        const code = error instanceof Error && 'code' in error ? error.code : 'INTERNAL';
        deps.log.warn({ tenant_id, code }, 'The knowledge base gave no passages');
        return [];
      }
    },
    close: () => deps.embedders.close(),
  };
}
