import { createHash } from 'node:crypto';
import { and, desc, eq, ne, sql } from 'drizzle-orm';
import { canonicalJson } from '../../contracts/canonical-json.ts';
import type { KnowledgeDocument } from '../../contracts/knowledge.ts';
import type { TenantTransaction } from '../connect.ts';
import { knowledgeDocuments } from '../schema/index.ts';

/** A version of a document of the knowledge base, with its text. */
export type KnowledgeRow = typeof knowledgeDocuments.$inferSelect;

/** A document as it was accepted; `unchanged` when its newest version says the very same already. */
export type AcceptedDocument = { readonly document_id: string; readonly version: number; readonly unchanged: boolean };

/**
 * Takes a document in: a new version, to be indexed, unless the newest one has the same hash and did not fail. Two callers
 * with the same `source_key` wait for each other, so that versions are numbered without gaps.
 */
export async function acceptKnowledgeDocument(
  tx: TenantTransaction,
  document: KnowledgeDocument & { readonly created_by_email: string | null },
): Promise<AcceptedDocument> {
  const { source_key, created_by_email, ...said } = document;
  const content_hash = createHash('sha256').update(canonicalJson(said)).digest('hex');
  // Whoever administers the tenant may read what is kept from others.
  const access = said.access.length === 0 ? [] : [...new Set([...said.access, 'admin'])];
  await tx.execute(
    sql`select pg_advisory_xact_lock(hashtextextended('knowledge/' || current_setting('app.tenant_id') || '/' || ${source_key}, 0))`,
  );
  const [newest] = await tx
    .select()
    .from(knowledgeDocuments)
    .where(eq(knowledgeDocuments.source_key, source_key))
    .orderBy(desc(knowledgeDocuments.version))
    .limit(1);
  if (newest?.content_hash === content_hash && (newest.status === 'indexed' || newest.status === 'pending'))
    return { document_id: newest.document_id, version: newest.version, unchanged: true };
  const version = (newest?.version ?? 0) + 1;
  const [added] = await tx
    .insert(knowledgeDocuments)
    .values({ ...document, access, content_hash, version })
    .returning({ document_id: knowledgeDocuments.document_id });
  if (added === undefined) throw new Error('The document was not stored.');
  return { document_id: added.document_id, version, unchanged: false };
}

/** A version by its id, with its text; null when there is none. */
export async function findKnowledgeDocument(tx: TenantTransaction, document_id: string): Promise<KnowledgeRow | null> {
  const [row] = await tx.select().from(knowledgeDocuments).where(eq(knowledgeDocuments.document_id, document_id));
  return row ?? null;
}

/** What became of reading a document. */
export type KnowledgeResult =
  | {
      readonly status: 'indexed';
      readonly cleaned: string;
      readonly passages: number;
      readonly embedding_model: string;
    }
  | { readonly status: 'failed'; readonly error_code: string; readonly error_message: string };

/** Records what became of reading a document that was not deleted meanwhile; false when it was. */
export async function settleKnowledgeDocument(
  tx: TenantTransaction,
  document_id: string,
  result: KnowledgeResult,
): Promise<boolean> {
  const good = { error_code: null, error_message: null, indexed_at: sql`now()` };
  const changed = await tx
    .update(knowledgeDocuments)
    .set({ ...(result.status === 'indexed' ? good : {}), ...result })
    .where(and(eq(knowledgeDocuments.document_id, document_id), ne(knowledgeDocuments.status, 'deleted')))
    .returning({ document_id: knowledgeDocuments.document_id });
  return changed.length > 0;
}

/**
 * Deletes a document in all its versions: the rows stay as proof that it was there, without title and text. Gives the ids of
 * the versions, also of those that were deleted before, so that a repeated call finishes what a first one began.
 */
export async function deleteKnowledgeDocument(tx: TenantTransaction, source_key: string): Promise<string[]> {
  const emptied = { status: 'deleted', title: '', content: '', cleaned: '', source_url: null, passages: 0 } as const;
  await tx
    .update(knowledgeDocuments)
    .set({ ...emptied, content_hash: '', error_message: null, deleted_at: sql`now()` })
    .where(and(eq(knowledgeDocuments.source_key, source_key), ne(knowledgeDocuments.status, 'deleted')));
  const rows = await tx
    .select({ document_id: knowledgeDocuments.document_id })
    .from(knowledgeDocuments)
    .where(and(eq(knowledgeDocuments.source_key, source_key), eq(knowledgeDocuments.status, 'deleted')));
  return rows.map((row) => row.document_id);
}

/**
 * Makes the transaction the only one that writes the tenant’s knowledge base until it ends. Throws the error 55P03 of
 * Postgres when another one holds it for longer than 30 seconds.
 */
export async function holdKnowledge(tx: TenantTransaction): Promise<void> {
  await tx.execute(sql`set local lock_timeout = '30s'`);
  await tx.execute(
    sql`select pg_advisory_xact_lock(hashtextextended('knowledge/' || current_setting('app.tenant_id'), 0))`,
  );
}
