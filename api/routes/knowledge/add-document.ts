import { z } from 'zod';
import { ingestDocument } from '../../../activities/agents/knowledge/ingest-document.action.ts';
import { knowledgeDocumentSchema } from '../../../contracts/knowledge.ts';
import { appendAudit } from '../../../db/queries/audit.ts';
import { acceptKnowledgeDocument } from '../../../db/queries/knowledge-documents.ts';
import { startAction } from '../../executions/await-output.ts';
import { defineOperation, json, nothing } from '../../operation/operation.ts';
import { documentOrRefuse, documentSchema, toDocument } from './document-schema.ts';

const addedSchema = documentSchema.extend({
  unchanged: z.boolean().describe('true when the newest version says the very same'),
  execution_id: z.uuid().nullable().describe('reads the document in the worker; null when there is nothing to do'),
});

/**
 * Takes a document into the knowledge base. Its text goes into the table and from there into the worker: no workflow and no
 * audit entry ever holds it, so that deleting it is deleting it.
 */
export const addKnowledgeDocument = defineOperation({
  method: 'post',
  path: '/v2/knowledge/documents',
  id: 'add_knowledge_document',
  tag: 'knowledge',
  summary: 'Add a document, or a new version of one.',
  access: 'knowledge:write',
  params: nothing,
  query: nothing,
  body: knowledgeDocumentSchema,
  body_limit_bytes: 1_024 * 1_024,
  responses: {
    200: { description: 'The newest version says the same already.', schema: addedSchema },
    202: { description: 'Accepted; `status` tells when it is indexed.', schema: addedSchema },
  },
  errors: [],
  idempotent: true,
  per_minute: 60,
  async handle({ body, deps, principal, inTenant }) {
    const { unchanged, document_id } = await inTenant(async (tx) => {
      const made = await acceptKnowledgeDocument(tx, { ...body, created_by_email: principal.email });
      if (made.unchanged) return made;
      await appendAudit(tx, {
        action: 'knowledge.document_added',
        ...{ actor_user_id: principal.user_id, actor_email: principal.email },
        ...{ entity_type: 'knowledge_document', entity_id: made.document_id },
        details: { source_key: body.source_key, version: made.version, api_key_id: principal.api_key_id },
      });
      return made;
    });
    // One that nobody got round to reading is sent again: reading it twice does no harm.
    const before = await inTenant((tx) => documentOrRefuse(tx, document_id, ['admin', ...principal.roles]));
    const idle = unchanged && before.status === 'indexed';
    const execution_id = idle
      ? null
      : await startAction(deps, { principal, inTenant }, ingestDocument, { document_id });
    return json(idle ? 200 : 202, { ...toDocument(before), unchanged, execution_id });
  },
});
