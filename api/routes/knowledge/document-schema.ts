import { z } from 'zod';
import { CodedError } from '../../../contracts/errors/index.ts';
import { knowledgeFormatSchema, knowledgeKindSchema, knowledgeStatusSchema } from '../../../contracts/knowledge.ts';
import { type KnowledgeHead, showKnowledgeDocument } from '../../../db/queries/knowledge-reading.ts';
import type { TenantTransaction } from '../../dependencies.ts';
import { moment } from '../../operation/paging.ts';

/** A version of a document as the API shows it. */
export const documentSchema = z.object({
  document_id: z.uuid(),
  source_key: z.string(),
  version: z.int(),
  kind: knowledgeKindSchema,
  title: z.string(),
  source_url: z.string().nullable(),
  language: z.string(),
  format: knowledgeFormatSchema,
  access: z.array(z.string()),
  dated_on: z.string().nullable(),
  status: knowledgeStatusSchema,
  superseded: z.boolean().describe('true when a later version answers in its place'),
  error_code: z.string().nullable(),
  error_message: z.string().nullable(),
  passages: z.int(),
  embedding_model: z.string().nullable(),
  created_by_email: z.string().nullable(),
  created_at: moment,
  indexed_at: moment.nullable(),
  deleted_at: moment.nullable(),
});

/** A row as the API shows it. */
export function toDocument(row: KnowledgeHead) {
  const { created_at, indexed_at, deleted_at } = row;
  return documentSchema.parse({
    ...row,
    created_at: created_at.toISOString(),
    indexed_at: indexed_at?.toISOString() ?? null,
    deleted_at: deleted_at?.toISOString() ?? null,
  });
}

/** The id in the path. */
export const documentPath = z.strictObject({ id: z.uuid().describe('document_id') });

/** The document with this id. Throws KNOWLEDGE_DOCUMENT_NOT_FOUND, also for one that these roles may not read. */
export async function documentOrRefuse(tx: TenantTransaction, document_id: string, roles: readonly string[]) {
  const found = await showKnowledgeDocument(tx, document_id, roles);
  if (found !== null) return found;
  throw new CodedError('KNOWLEDGE_DOCUMENT_NOT_FOUND', `There is no document ${document_id}.`, { document_id });
}
