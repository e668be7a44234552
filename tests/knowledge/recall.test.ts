import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createKnowledge, type Knowledge } from '../../activities/knowledge/create-knowledge.ts';
import { cosine } from '../../activities/knowledge/embedding/embedder.ts';
import { createOfflineEmbedder } from '../../activities/knowledge/embedding/offline-embedder.ts';
import { knowledgeDocumentSchema, notFoundInKnowledge } from '../../contracts/knowledge.ts';
import { withTenant } from '../../db/connect.ts';
import { findKnowledgeDocument } from '../../db/queries/knowledge-documents.ts';
import { createTestDatabase, type TestDatabase } from '../harness/database.ts';
import { insertTenantRows } from '../harness/tenant-rows.ts';
import { readLabelled } from './labelled-questions.ts';
import { measuredStages, measureRecall, storeLabelled } from './measure-recall.ts';
import { embeddersOf, rememberVectors } from './word-embedder.ts';

const folder = mkdtempSync(join(tmpdir(), 'mbi-recall-'));
const labelled = readLabelled();
const model = createOfflineEmbedder();
// The same text gives the same vector, so each is computed once.
const embedder = rememberVectors(model);
let database: TestDatabase;
let tenant_id: string;
let knowledge: Knowledge;

beforeAll(async () => {
  database = await createTestDatabase();
  ({ tenant_id } = await insertTenantRows(database.owner));
  const log = { warn: () => undefined };
  knowledge = createKnowledge({ database: database.app, folder, embedders: embeddersOf(embedder), log });
  for (const document of labelled.documents) {
    const accepted = await knowledge.accept(tenant_id, knowledgeDocumentSchema.parse(document), null);
    await knowledge.ingest(tenant_id, accepted.document_id);
  }
});
afterAll(async () => {
  await model.close();
  await database.drop();
  rmSync(folder, { recursive: true, force: true });
});

const ask = (query: string) => knowledge.answer(tenant_id, { query, kinds: [], roles: [], limit: 5 });
const answerable = labelled.questions.filter((each) => each.quotes.length > 0);
const unanswerable = labelled.questions.filter((each) => each.quotes.length === 0);

describe('the offline model', () => {
  it('gives vectors of unit length in the order of the texts, and knows what means the same', async () => {
    const texts = ['The price went up.', 'It became more expensive.', 'Bananas are yellow.'];
    const [price, dear, fruit] = await embedder.embed(texts);
    for (const each of [price, dear, fruit]) {
      expect(each).toHaveLength(embedder.dimensions);
      expect(cosine(each ?? [], each ?? [])).toBeCloseTo(1, 3);
    }
    expect(cosine(price ?? [], dear ?? [])).toBeGreaterThan(cosine(price ?? [], fruit ?? []) + 0.2);
    expect(await embedder.embed([])).toEqual([]);
  });

  it('stops when it is told to, and comes back after it was closed', async () => {
    await expect(model.embed(['x'], AbortSignal.abort())).rejects.toThrow();
    const other = createOfflineEmbedder();
    const pending = expect(other.embed(['a text'])).rejects.toMatchObject({ code: 'KNOWLEDGE_EMBEDDING_FAILED' });
    await other.close();
    await pending;
    expect(await other.embed(['a text'])).toHaveLength(1);
    await other.close();
  });
});

describe('on the labelled questions', () => {
  it('the hybrid search finds at least nine of ten answers among five passages, also on the half that nothing was fitted on', async () => {
    const stored = await storeLabelled(labelled, embedder, folder);
    const { likeness, words, hybrid, usual } = measuredStages;
    if (!likeness || !words || !hybrid || !usual) throw new Error('a stage is missing');
    const figures = await measureRecall(stored, labelled, { likeness, words, hybrid, usual });
    const of = (stage: string, part: string) => figures.find((each) => each.stage === stage && each.part === part);
    for (const stage of ['hybrid', 'usual'])
      for (const part of ['all', 'held_out'])
        expect([stage, part, of(stage, part)?.recall_at_5]).toEqual([
          stage,
          part,
          expect.toSatisfy((recall: number) => recall >= 0.9),
        ]);
    // Neither half of it does as well alone.
    for (const stage of ['likeness', 'words'])
      expect(of(stage, 'all')?.recall_at_5).toBeLessThan(of('hybrid', 'all')?.recall_at_5 ?? 0);
    expect(stored.passages).toBeGreaterThanOrEqual(40);
    expect(answerable.length).toBeGreaterThanOrEqual(40);
  });

  it('what the documents do not say is not found', async () => {
    expect(unanswerable.length).toBeGreaterThanOrEqual(8);
    for (const { question } of unanswerable) {
      const answer = await ask(question);
      expect([question, answer]).toEqual([
        question,
        { status: 'not_found', answer: notFoundInKnowledge, confidence: expect.any(Number), citations: [] },
      ]);
      expect(answer.confidence).toBeLessThan(0.5);
    }
  });

  it('what they say is answered in their own words, each quote to the letter at the place that it names', async () => {
    let right = 0;
    for (const { question, quotes } of answerable.filter((_, at) => at % 4 === 0)) {
      const answer = await ask(question);
      if (quotes.some((quote) => answer.answer.includes(quote))) right += 1;
      for (const { source_id, quote, start, end } of answer.citations) {
        const document_id = source_id.slice(0, source_id.indexOf('#'));
        const row = await withTenant(database.app, tenant_id, (tx) => findKnowledgeDocument(tx, document_id));
        expect(row?.cleaned.slice(start, end)).toBe(quote);
        expect(answer.answer).toContain(quote);
      }
    }
    expect(right).toBeGreaterThanOrEqual(6);
  });
});
