import { z } from 'zod';
import { knowledgeKindSchema, knowledgeStatusSchema } from '../../../contracts/knowledge.ts';
import { listKnowledgeDocuments } from '../../../db/queries/knowledge-reading.ts';
import { defineOperation, json, noBody, nothing } from '../../operation/operation.ts';
import { pageFields, pageSchema, readCursor, toPageBody } from '../../operation/paging.ts';
import { documentOrRefuse, documentPath, documentSchema, toDocument } from './document-schema.ts';

/** Documents that the caller may read, with where each stands, the newest first. */
export const listKnowledge = defineOperation({
  method: 'get',
  path: '/v2/knowledge/documents',
  id: 'list_knowledge_documents',
  tag: 'knowledge',
  summary: 'List the documents of the knowledge base.',
  access: 'knowledge:read',
  params: nothing,
  query: z.strictObject({
    ...pageFields,
    kind: knowledgeKindSchema.optional(),
    status: knowledgeStatusSchema.optional(),
  }),
  body: noBody,
  responses: { 200: { description: 'A page of documents, without their text.', schema: pageSchema(documentSchema) } },
  errors: [],
  async handle({ query, principal, inTenant }) {
    const { kind, status, limit, cursor } = query;
    const { roles } = principal;
    const page = await inTenant((tx) =>
      listKnowledgeDocuments(tx, { roles, kind, status, limit, after: readCursor(cursor) }),
    );
    return json(200, toPageBody(page, toDocument));
  },
});

/** One version of a document with its cleaned text: what every quote of it can be checked against. */
export const showKnowledge = defineOperation({
  method: 'get',
  path: '/v2/knowledge/documents/:id',
  id: 'show_knowledge_document',
  tag: 'knowledge',
  summary: 'One document with its text.',
  access: 'knowledge:read',
  params: documentPath,
  query: nothing,
  body: noBody,
  responses: {
    200: {
      description: 'The document; `text` is what passages and quotes are cut from.',
      schema: documentSchema.extend({ text: z.string() }),
    },
  },
  errors: ['KNOWLEDGE_DOCUMENT_NOT_FOUND'],
  async handle({ params, principal, inTenant }) {
    const { cleaned: text, ...head } = await inTenant((tx) => documentOrRefuse(tx, params.id, principal.roles));
    return json(200, { ...toDocument(head), text });
  },
});
