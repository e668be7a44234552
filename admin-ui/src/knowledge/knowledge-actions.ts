import { z } from 'zod';
import type { HttpClient } from '../server/http-client.ts';
import { answerViewSchema, passageViewSchema } from './document-view.ts';

/** A document as somebody hands it in. */
export type DocumentWish = {
  readonly source_key: string;
  readonly kind: string;
  readonly title: string;
  readonly format: string;
  readonly content: string;
};

/** The knowledge base: handing documents in, taking them out, searching and asking. Each throws ServerProblem. */
export function createKnowledgeActions(http: HttpClient, newKey: () => string) {
  const keyed = (body: object) => ({ method: 'POST' as const, body, headers: { 'Idempotency-Key': newKey() } });
  return {
    add: (wish: DocumentWish) =>
      http.request('/v2/knowledge/documents', z.object({ title: z.string(), unchanged: z.boolean() }), keyed(wish)),
    remove: (document_id: string) =>
      http.request(`/v2/knowledge/documents/${encodeURIComponent(document_id)}`, z.unknown(), { method: 'DELETE' }),
    search: async (query: string) => {
      const answer = z.object({ passages: z.array(passageViewSchema) });
      return (await http.request('/v2/knowledge/search', answer, { method: 'POST', body: { query, limit: 8 } }))
        .passages;
    },
    ask: (question: string) =>
      http.request('/api/v1/knowledge/questions', answerViewSchema, { method: 'POST', body: { question } }),
  };
}
