import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { knowledgeDocumentSchema } from '../../contracts/knowledge.ts';
import { createTestDatabase, type TestDatabase } from '../../tests/harness/database.ts';
import { insertTenantRows, type TenantRows } from '../../tests/harness/tenant-rows.ts';
import { type TenantTransaction, withTenant } from '../connect.ts';
import {
  acceptKnowledgeDocument,
  deleteKnowledgeDocument,
  findKnowledgeDocument,
  settleKnowledgeDocument,
} from './knowledge-documents.ts';

let database: TestDatabase;
let tenant: TenantRows;
beforeAll(async () => {
  database = await createTestDatabase();
});
beforeEach(async () => {
  tenant = await insertTenantRows(database.owner);
});
afterAll(() => database.drop());

const inTenant = <Result>(work: (tx: TenantTransaction) => Promise<Result>, of = tenant) =>
  withTenant(database.app, of.tenant_id, work);
const document = (more: Record<string, unknown> = {}) => ({
  ...knowledgeDocumentSchema.parse({
    ...{ source_key: 'brand/tone', kind: 'brand_guideline', title: 'Tone', content: 'Be warm.', ...more },
  }),
  created_by_email: 'ann@example.com',
});
const accept = (more: Record<string, unknown> = {}) => inTenant((tx) => acceptKnowledgeDocument(tx, document(more)));
const find = (id: string) => inTenant((tx) => findKnowledgeDocument(tx, id));
const good = { status: 'indexed', cleaned: 'Be warm.', passages: 1, embedding_model: 'm1' } as const;
const bad = { status: 'failed', error_code: 'KNOWLEDGE_EMPTY', error_message: 'Nothing to read.' } as const;
const settle = (id: string, result: Parameters<typeof settleKnowledgeDocument>[2]) =>
  inTenant((tx) => settleKnowledgeDocument(tx, id, result));

describe('taking a document in', () => {
  it('again with the same content changes nothing, whether it was read already or not', async () => {
    const first = await accept();
    expect(first).toMatchObject({ version: 1, unchanged: false });
    expect(await accept()).toEqual({ ...first, unchanged: true });
    await settle(first.document_id, good);
    expect(await accept()).toEqual({ ...first, unchanged: true });
    expect(await find(first.document_id)).toMatchObject({ status: 'indexed', content: 'Be warm.' });
  });

  it.each([
    ['content', { content: 'Be brief.' }],
    ['title', { title: 'Tone of voice' }],
    ['kind', { kind: 'policy_note' }],
    ['day', { dated_on: '2026-03-01' }],
    ['address', { source_url: 'https://example.com/tone' }],
    ['readers', { access: ['approver'] }],
  ])('with another %s is a new version', async (_name, change) => {
    const first = await accept();
    expect(await accept(change)).toMatchObject({ version: 2, unchanged: false });
    expect(await find(first.document_id)).toMatchObject({ version: 1, content: 'Be warm.' });
    expect(await accept()).toMatchObject({ version: 3, unchanged: false });
  });

  it('again after it failed or was deleted reads it once more', async () => {
    const first = await accept();
    await settle(first.document_id, bad);
    expect(await accept()).toMatchObject({ version: 2, unchanged: false });
    await inTenant((tx) => deleteKnowledgeDocument(tx, 'brand/tone'));
    expect(await accept()).toMatchObject({ version: 3, unchanged: false });
  });

  it('by many at once numbers the versions without gaps', async () => {
    const texts = ['one', 'two', 'three', 'four', 'five'];
    const taken = await Promise.all(texts.map((content) => accept({ content })));
    expect(taken.map((each) => each.version).sort()).toEqual([1, 2, 3, 4, 5]);
    const same = await Promise.all(texts.map(() => accept({ source_key: 'brand/other' })));
    expect(same.filter((each) => !each.unchanged)).toHaveLength(1);
    expect(new Set(same.map((each) => each.document_id)).size).toBe(1);
  });

  it('kept from others is open to who administers the tenant, named once; open to everybody stays open', async () => {
    const kept = await accept({ access: ['approver', 'admin'] });
    expect((await find(kept.document_id))?.access).toEqual(['approver', 'admin']);
    const narrower = await accept({ access: ['approver'] });
    expect((await find(narrower.document_id))?.access).toEqual(['approver', 'admin']);
    const open = await accept({ source_key: 'brand/open' });
    expect((await find(open.document_id))?.access).toEqual([]);
  });

  it('of another tenant under the same name begins at one', async () => {
    await accept();
    const stranger = await insertTenantRows(database.owner);
    expect(await inTenant((tx) => acceptKnowledgeDocument(tx, document()), stranger)).toMatchObject({ version: 1 });
  });
});

describe('what became of reading a document', () => {
  it('is the last word: a failure is forgotten when it is read after all', async () => {
    const { document_id } = await accept();
    expect(await settle(document_id, bad)).toBe(true);
    expect(await find(document_id)).toMatchObject({ ...bad, indexed_at: null });
    expect(await settle(document_id, good)).toBe(true);
    expect(await find(document_id)).toMatchObject({ ...good, error_code: null, error_message: null });
    expect((await find(document_id))?.indexed_at).toBeInstanceOf(Date);
  });

  it('never brings back what was deleted meanwhile', async () => {
    const { document_id } = await accept();
    await inTenant((tx) => deleteKnowledgeDocument(tx, 'brand/tone'));
    expect(await settle(document_id, good)).toBe(false);
    expect(await find(document_id)).toMatchObject({ status: 'deleted', cleaned: '', passages: 0 });
  });
});

describe('deleting a document', () => {
  it('empties every version of it, keeps the rows as proof, and leaves the others alone', async () => {
    const first = await accept({ source_url: 'https://example.com/tone' });
    await settle(first.document_id, good);
    const second = await accept({ content: 'Be brief.' });
    const other = await accept({ source_key: 'brand/tone-2' });
    const ids = await inTenant((tx) => deleteKnowledgeDocument(tx, 'brand/tone'));
    expect(new Set(ids)).toEqual(new Set([first.document_id, second.document_id]));
    for (const id of ids) {
      expect(await find(id)).toMatchObject({
        ...{ status: 'deleted', title: '', content: '', cleaned: '', source_url: null, content_hash: '', passages: 0 },
        created_by_email: 'ann@example.com',
      });
    }
    expect(await find(other.document_id)).toMatchObject({ status: 'pending', content: 'Be warm.' });
  });

  it('again gives the same versions with the same moment, so that a second call finishes what a first one began', async () => {
    const { document_id } = await accept();
    await inTenant((tx) => deleteKnowledgeDocument(tx, 'brand/tone'));
    const deleted_at = (await find(document_id))?.deleted_at;
    expect(await inTenant((tx) => deleteKnowledgeDocument(tx, 'brand/tone'))).toEqual([document_id]);
    expect((await find(document_id))?.deleted_at).toEqual(deleted_at);
    expect(await inTenant((tx) => deleteKnowledgeDocument(tx, 'brand/unknown'))).toEqual([]);
  });
});
