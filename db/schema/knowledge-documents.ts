import { sql } from 'drizzle-orm';
import { date, index, integer, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core';
import { createdAt, instant } from './column-types.ts';
import { tenantId, tenantPolicy } from './tenant-table.ts';

/** Documents of the knowledge base. Their passages and vectors live in LanceDB; this row says what is there and in which version. */
export const knowledgeDocuments = pgTable(
  'knowledge_documents',
  {
    tenant_id: tenantId(),
    document_id: uuid().notNull().defaultRandom(),
    /** The name by which a newer version replaces an older one. */
    source_key: text().notNull(),
    version: integer().notNull(),
    kind: text().notNull(),
    title: text().notNull(),
    source_url: text(),
    language: text().notNull().default('en'),
    content: text().notNull(),
    /** The text that passages are cut from. */
    cleaned: text().notNull().default(''),
    content_hash: text().notNull(),
    format: text().notNull().default('markdown'),
    /** Roles that may read it; everybody of the tenant when empty. */
    access: text().array().notNull().default(sql`'{}'::text[]`),
    dated_on: date({ mode: 'string' }),
    status: text().$type<'pending' | 'indexed' | 'failed' | 'deleted'>().notNull().default('pending'),
    error_code: text(),
    error_message: text(),
    passages: integer().notNull().default(0),
    embedding_model: text(),
    created_by_email: text(),
    created_at: createdAt(),
    indexed_at: instant(),
    deleted_at: instant(),
  },
  (table) => [
    primaryKey({ columns: [table.tenant_id, table.document_id] }),
    unique('knowledge_documents_version').on(table.tenant_id, table.source_key, table.version),
    index('knowledge_documents_newest').on(table.tenant_id, table.created_at, table.document_id),
    tenantPolicy(),
  ],
);
