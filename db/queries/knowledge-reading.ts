import { and, asc, eq, inArray, type SQL, sql } from 'drizzle-orm';
import type { KnowledgeKind } from '../../contracts/knowledge.ts';
import type { Role } from '../../contracts/roles.ts';
import type { TenantTransaction } from '../connect.ts';
import { knowledgeDocuments as documents, memberships } from '../schema/index.ts';
import { afterPosition, type KeysetPage, type KeysetPosition, newestFirst, toPage } from './keyset.ts';

/** Whether a later version of the same document answers in its place. */
const superseded = sql<boolean>`exists (select 1 from knowledge_documents newer
  where newer.tenant_id = knowledge_documents.tenant_id and newer.source_key = knowledge_documents.source_key
  and newer.version > knowledge_documents.version and newer.status = 'indexed')`;

/** The versions that answer questions. */
const answering = and(eq(documents.status, 'indexed'), sql`not ${superseded}`);

/** Whether somebody with these roles may read it. */
const readable = (roles: readonly string[]): SQL =>
  roles.length === 0
    ? sql`${documents.access} = '{}'`
    : sql`(${documents.access} = '{}' or ${documents.access} && ${sql.param([...roles])}::text[])`;

const heads = {
  document_id: documents.document_id,
  source_key: documents.source_key,
  version: documents.version,
  kind: documents.kind,
  title: documents.title,
  source_url: documents.source_url,
  language: documents.language,
  format: documents.format,
  access: documents.access,
  dated_on: documents.dated_on,
  status: documents.status,
  superseded,
  error_code: documents.error_code,
  error_message: documents.error_message,
  passages: documents.passages,
  embedding_model: documents.embedding_model,
  created_by_email: documents.created_by_email,
  created_at: documents.created_at,
  indexed_at: documents.indexed_at,
  deleted_at: documents.deleted_at,
};

/** Versions without their text that somebody with these roles may know of, the newest first. */
export async function listKnowledgeDocuments(
  tx: TenantTransaction,
  wanted: {
    readonly roles: readonly string[];
    readonly kind?: KnowledgeKind | undefined;
    readonly status?: 'pending' | 'indexed' | 'failed' | 'deleted' | undefined;
    readonly limit: number;
    readonly after: KeysetPosition | null;
  },
): Promise<KeysetPage<KnowledgeHead>> {
  const rows = await tx
    .select(heads)
    .from(documents)
    .where(
      and(
        readable(wanted.roles),
        wanted.kind === undefined ? undefined : eq(documents.kind, wanted.kind),
        wanted.status === undefined ? undefined : eq(documents.status, wanted.status),
        afterPosition(documents.created_at, documents.document_id, wanted.after),
      ),
    )
    .orderBy(newestFirst(documents.created_at, documents.document_id))
    .limit(wanted.limit + 1);
  return toPage(rows, wanted.limit, (row) => ({ at: row.created_at, id: row.document_id }));
}

/** A version without its text, and its cleaned text, for somebody with these roles; null when there is none. */
export async function showKnowledgeDocument(tx: TenantTransaction, document_id: string, roles: readonly string[]) {
  const [row] = await tx
    .select({ ...heads, cleaned: documents.cleaned })
    .from(documents)
    .where(and(eq(documents.document_id, document_id), readable(roles)));
  return row ?? null;
}
/** A version without its text. */
export type KnowledgeHead = Omit<NonNullable<Awaited<ReturnType<typeof showKnowledgeDocument>>>, 'cleaned'>;

/**
 * Those of some documents that answer questions of somebody with these roles, with the text that passages are cut from. What
 * was deleted or replaced a moment ago is not among them, whatever the vectors still say.
 */
export async function readAnsweringDocuments(
  tx: TenantTransaction,
  document_ids: readonly string[],
  roles: readonly string[],
) {
  if (document_ids.length === 0) return [];
  return tx
    .select({ ...heads, cleaned: documents.cleaned })
    .from(documents)
    .where(and(inArray(documents.document_id, [...document_ids]), answering, readable(roles)));
}
/** A document that answers questions. */
export type AnsweringDocument = Awaited<ReturnType<typeof readAnsweringDocuments>>[number];

/** Every document that answers questions, or waits to be read, the oldest first, without text. */
export async function listKnowledgeWork(tx: TenantTransaction) {
  const row = {
    document_id: documents.document_id,
    status: documents.status,
    embedding_model: documents.embedding_model,
  };
  const order = [asc(documents.created_at), asc(documents.version)] as const;
  const [indexed, pending] = [
    await tx
      .select(row)
      .from(documents)
      .where(answering)
      .orderBy(...order),
    await tx
      .select(row)
      .from(documents)
      .where(eq(documents.status, 'pending'))
      .orderBy(...order),
  ];
  return { indexed, pending };
}

/** The other versions of a document: the ids of those before it, and whether a later one answers already. */
export async function otherVersions(
  tx: TenantTransaction,
  document: { readonly source_key: string; readonly version: number },
) {
  const rows = await tx
    .select({ document_id: documents.document_id, version: documents.version, status: documents.status })
    .from(documents)
    .where(eq(documents.source_key, document.source_key));
  return {
    earlier: rows.filter((row) => row.version < document.version).map((row) => row.document_id),
    replaced: rows.some((row) => row.version > document.version && row.status === 'indexed'),
  };
}

/** Notes that documents lie in the table of another embedding model now. */
export async function markEmbeddedWith(tx: TenantTransaction, embedding_model: string): Promise<void> {
  await tx.update(documents).set({ embedding_model }).where(eq(documents.status, 'indexed'));
}

/** The roles of a person in the tenant, as they are now. */
export async function rolesOf(tx: TenantTransaction, user_id: string): Promise<readonly Role[]> {
  const rows = await tx.select({ roles: memberships.roles }).from(memberships).where(eq(memberships.user_id, user_id));
  return rows.flatMap((row) => row.roles);
}
