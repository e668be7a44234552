import { z } from 'zod';
import { deleteDocument } from '../../../activities/agents/knowledge/delete-document.action.ts';
import { appendAudit } from '../../../db/queries/audit.ts';
import { deleteKnowledgeDocument } from '../../../db/queries/knowledge-documents.ts';
import { startAction } from '../../executions/await-output.ts';
import { defineOperation, json, noBody, nothing } from '../../operation/operation.ts';
import { documentOrRefuse, documentPath } from './document-schema.ts';

/** Deletes a document in all its versions. It is out of every answer at once; the worker then takes it out of the files. */
export const deleteKnowledge = defineOperation({
  method: 'delete',
  path: '/v2/knowledge/documents/:id',
  id: 'delete_knowledge_document',
  tag: 'knowledge',
  summary: 'Delete a document in all its versions.',
  access: 'knowledge:write',
  params: documentPath,
  query: nothing,
  body: noBody,
  responses: {
    202: {
      description: 'Deleted; `execution_id` takes it out of the files.',
      schema: z.object({ document_id: z.uuid(), source_key: z.string(), versions: z.int(), execution_id: z.uuid() }),
    },
  },
  errors: ['KNOWLEDGE_DOCUMENT_NOT_FOUND'],
  async handle({ params, deps, principal, inTenant }) {
    const document_id = params.id;
    const { source_key, versions } = await inTenant(async (tx) => {
      const found = await documentOrRefuse(tx, document_id, principal.roles);
      const ids = await deleteKnowledgeDocument(tx, found.source_key);
      await appendAudit(tx, {
        action: 'knowledge.document_deleted',
        ...{ actor_user_id: principal.user_id, actor_email: principal.email },
        ...{ entity_type: 'knowledge_document', entity_id: document_id },
        details: { source_key: found.source_key, versions: ids.length, api_key_id: principal.api_key_id },
      });
      return { source_key: found.source_key, versions: ids.length };
    });
    const execution_id = await startAction(deps, { principal, inTenant }, deleteDocument, { document_id });
    return json(202, { document_id, source_key, versions, execution_id });
  },
});
