import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { knowledgeDocumentSchema } from '../../contracts/knowledge.ts';
import { createTestDatabase, type TestDatabase } from '../../tests/harness/database.ts';
import { turnPages } from '../../tests/harness/spine-rows.ts';
import { insertTenantRows, type TenantRows } from '../../tests/harness/tenant-rows.ts';
import { type TenantTransaction, withTenant } from '../connect.ts';
import { acceptKnowledgeDocument, deleteKnowledgeDocument, settleKnowledgeDocument } from './knowledge-documents.ts';
import {
  listKnowledgeDocuments,
  listKnowledgeWork,
  markEmbeddedWith,
  otherVersions,
  readAnsweringDocuments,
  rolesOf,
  showKnowledgeDocument,
} from './knowledge-reading.ts';

let database: TestDatabase;
let tenant: TenantRows;
beforeAll(async () => {
  database = await createTestDatabase();
});
beforeEach(async () => {
  tenant = await insertTenantRows(database.owner);
});
afterAll(() => database.drop());

const inTenant = <Result>(work: (tx: TenantTransaction) => Promise<Result>) =>
  withTenant(database.app, tenant.tenant_id, work);
const read = { status: 'indexed', cleaned: 'Clean text.', passages: 1, embedding_model: 'm1' } as const;
const failed = { status: 'failed', error_code: 'KNOWLEDGE_EMPTY', error_message: 'Nothing to read.' } as const;

/** Takes a document in and says what became of reading it; gives its id. */
async function add(
  source_key: string,
  more: Record<string, unknown> = {},
  became: typeof read | typeof failed | null = read,
): Promise<string> {
  const said = knowledgeDocumentSchema.parse({
    source_key,
    kind: 'policy_note',
    title: source_key,
    content: 'x',
    ...more,
  });
  const { document_id } = await inTenant((tx) => acceptKnowledgeDocument(tx, { ...said, created_by_email: null }));
  if (became !== null) await inTenant((tx) => settleKnowledgeDocument(tx, document_id, became));
  return document_id;
}
const answering = async (ids: readonly string[], roles: readonly string[] = []) =>
  (await inTenant((tx) => readAnsweringDocuments(tx, ids, roles))).map((row) => row.document_id);
const page = { limit: 10, after: null };
const list = async (more: Partial<Parameters<typeof listKnowledgeDocuments>[1]> = {}) =>
  (await inTenant((tx) => listKnowledgeDocuments(tx, { ...page, roles: [], ...more }))).rows;

describe('a document that answers questions', () => {
  it('is the newest version that was read: one that waits or failed replaces nothing', async () => {
    const first = await add('a');
    expect(await answering([first])).toEqual([first]);
    const waiting = await add('a', { content: 'y' }, null);
    const broken = await add('a', { content: 'z' }, failed);
    expect(await answering([first, waiting, broken])).toEqual([first]);
    const fourth = await add('a', { content: 'final' });
    expect(await answering([first, waiting, broken, fourth])).toEqual([fourth]);
  });

  it('is none that was deleted, whatever the vectors still say', async () => {
    const gone = await add('a');
    await inTenant((tx) => deleteKnowledgeDocument(tx, 'a'));
    expect(await answering([gone])).toEqual([]);
    expect(await answering([])).toEqual([]);
  });

  it.each([
    ['nobody in particular', [], ['open']],
    ['a viewer', ['viewer'], ['open']],
    ['an approver', ['approver'], ['open', 'approvers']],
    ['a viewer who approves too', ['viewer', 'approver'], ['open', 'approvers']],
    ['an administrator', ['admin'], ['open', 'approvers', 'engineers']],
  ])('is open to %s as its roles say, on every door', async (_name, roles, expected) => {
    const ids = {
      open: await add('open'),
      approvers: await add('approvers', { access: ['approver'] }),
      engineers: await add('engineers', { access: ['engineer'] }),
    };
    const all = Object.entries(ids);
    const found = await answering(Object.values(ids), roles);
    const listed = (await list({ roles })).map((row) => row.document_id);
    const shown = await Promise.all(all.map(([, id]) => inTenant((tx) => showKnowledgeDocument(tx, id, roles))));
    for (const [index, [name, id]] of all.entries()) {
      const open = expected.includes(name);
      expect([name, found.includes(id), listed.includes(id), shown[index] !== null]).toEqual([name, open, open, open]);
    }
  });
});

describe('the list of documents', () => {
  it('is narrowed to a kind and a status and turns its pages without gap or repetition', async () => {
    for (const key of ['a', 'b', 'c', 'd', 'e']) await add(key);
    await add('f', { kind: 'product_fact' }, null);
    expect((await list({ kind: 'product_fact' })).map((row) => row.source_key)).toEqual(['f']);
    expect((await list({ status: 'pending' })).map((row) => row.source_key)).toEqual(['f']);
    expect(await list({ kind: 'product_fact', status: 'indexed' })).toEqual([]);
    const seen = await turnPages((after) =>
      inTenant((tx) => listKnowledgeDocuments(tx, { roles: [], limit: 2, after })),
    );
    expect(seen.map((row) => row.source_key)).toEqual(['f', 'e', 'd', 'c', 'b', 'a']);
  });

  it('says which version is replaced and never carries the text', async () => {
    const old = await add('a');
    const now = await add('a', { content: 'y' });
    const rows = await list();
    expect(rows.map((row) => [row.document_id, row.superseded])).toEqual([
      [now, false],
      [old, true],
    ]);
    expect(rows.flatMap((row) => Object.keys(row)).filter((key) => key === 'content' || key === 'cleaned')).toEqual([]);
    const shown = await inTenant((tx) => showKnowledgeDocument(tx, now, []));
    expect(shown).toMatchObject({ cleaned: 'Clean text.', version: 2 });
  });
});

describe('the work on the knowledge base', () => {
  it('is every version that answers and every one that waits, the oldest first', async () => {
    const replaced = await add('a');
    const [b, a] = [await add('b'), await add('a', { content: 'y' })];
    const waits = await add('c', {}, null);
    await add('d', {}, failed);
    const { indexed, pending } = await inTenant(listKnowledgeWork);
    expect(indexed.map((row) => row.document_id)).toEqual([b, a]);
    expect(indexed.map((row) => row.document_id)).not.toContain(replaced);
    expect(pending.map((row) => row.document_id)).toEqual([waits]);
  });

  it('knows the versions before one, and whether a later one answers already', async () => {
    const first = await add('a');
    const second = await add('a', { content: 'y' }, null);
    const of = (version: number) => inTenant((tx) => otherVersions(tx, { source_key: 'a', version }));
    expect(await of(1)).toEqual({ earlier: [], replaced: false });
    expect(await of(2)).toEqual({ earlier: [first], replaced: false });
    await inTenant((tx) => settleKnowledgeDocument(tx, second, read));
    expect(await of(1)).toEqual({ earlier: [], replaced: true });
  });

  it('notes another embedding model on what was read alone', async () => {
    const [done, waits] = [await add('a'), await add('b', {}, null)];
    await inTenant((tx) => markEmbeddedWith(tx, 'm2'));
    const { indexed, pending } = await inTenant(listKnowledgeWork);
    expect([...indexed, ...pending]).toEqual([
      { document_id: done, status: 'indexed', embedding_model: 'm2' },
      { document_id: waits, status: 'pending', embedding_model: null },
    ]);
  });

  it('reads the roles of a person as they are now, and none of a stranger', async () => {
    expect(await inTenant((tx) => rolesOf(tx, tenant.user_id))).toEqual(['approver']);
    const stranger = await insertTenantRows(database.owner);
    expect(await inTenant((tx) => rolesOf(tx, stranger.user_id))).toEqual([]);
  });
});
