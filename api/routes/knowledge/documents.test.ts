import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoTenants } from '../../../contracts/demo-world.ts';
import { withTenant } from '../../../db/connect.ts';
import { auditLog, knowledgeDocuments } from '../../../db/schema/index.ts';
import { startTestApi, type TestApi } from '../../../tests/harness/api-server.ts';
import type { HttpClient } from '../../../tests/harness/http-client.ts';
import { recordingTemporal } from '../../../tests/harness/recording-temporal.ts';

const tenant_id = demoTenants[0]?.tenant_id ?? '';
const documents = '/v2/knowledge/documents';
const policy = {
  source_key: 'policy/discounts',
  kind: 'policy_note',
  title: 'Discounts',
  content: 'Never above 30 %.',
};

const temporal = recordingTemporal();
let api: TestApi;
let admin: HttpClient;
let viewer: HttpClient;
beforeAll(async () => {
  api = await startTestApi({ temporal: temporal.gateway });
  [admin, viewer] = await Promise.all([api.as('admin'), api.as('viewer')]);
});
afterAll(() => api.stop());

const indexed = () =>
  withTenant(api.database.owner, tenant_id, (tx) => tx.update(knowledgeDocuments).set({ status: 'indexed' }));
const audited = async () => {
  const rows = await withTenant(api.database.owner, tenant_id, (tx) => tx.select().from(auditLog));
  return rows.filter((row) => row.entity_type === 'knowledge_document');
};

describe('adding a document', () => {
  it('takes it in, has the worker read it, and hands its words to nobody on the way', async () => {
    const added = await admin.post(documents, policy);
    expect(added.status).toBe(202);
    expect(added.body).toMatchObject({
      source_key: policy.source_key,
      version: 1,
      status: 'pending',
      unchanged: false,
    });
    const input = temporal.started.get(added.text('execution_id'));
    expect(JSON.stringify(input)).toContain(added.text('document_id'));
    expect(JSON.stringify(input)).not.toContain('30 %');
    const [entry] = await audited();
    expect(entry).toMatchObject({ action: 'knowledge.document_added', details: { version: 1 } });
    expect(JSON.stringify(entry)).not.toContain('30 %');
  });

  it('that says the same is read again until it was read once, and then left alone', async () => {
    const body = { ...policy, source_key: 'policy/same' };
    const first = await admin.post(documents, body);
    const second = await admin.post(documents, body);
    expect([second.status, second.at('unchanged'), second.at('document_id')]).toEqual([
      202,
      true,
      first.at('document_id'),
    ]);
    await indexed();
    const third = await admin.post(documents, body);
    expect([third.status, third.at('execution_id'), third.at('version')]).toEqual([200, null, 1]);
  });

  it('that says something else is the next version of the same', async () => {
    const body = { ...policy, source_key: 'policy/changing' };
    const first = await admin.post(documents, body);
    await indexed();
    const next = await admin.post(documents, { ...body, content: 'Never above 20 %.' });
    expect([next.status, next.at('version'), next.at('unchanged')]).toEqual([202, 2, false]);
    expect(next.at('document_id')).not.toBe(first.at('document_id'));
    // Both are kept: what was quoted from the first can still be checked.
    for (const made of [first, next])
      expect((await admin.get(`${documents}/${made.text('document_id')}`)).status).toBe(200);
  });

  it.each<[string, object]>([
    ['with an address of no web page', { ...policy, source_url: 'javascript:alert(1)' }],
    ['with a key that leads elsewhere', { ...policy, source_key: '../secret' }],
    ['of an unknown kind', { ...policy, kind: 'rumour' }],
    ['without a title', { ...policy, title: ' ' }],
    ['for a role that is none', { ...policy, access: ['king'] }],
    ['longer than a document may be', { ...policy, content: 'x'.repeat(200_001) }],
    ['with a word too many', { ...policy, embedding: [1] }],
  ])('%s is refused', async (_, body) => {
    expect((await admin.post(documents, body)).status).toBe(400);
  });

  it('is not for who may only read', async () => {
    expect((await viewer.post(documents, policy)).status).toBe(403);
    expect((await api.anybody().post(documents, policy)).status).toBe(401);
  });
});

describe('a document for some roles', () => {
  it('does not exist for others: not in the list, not by its id, not to be deleted', async () => {
    const secret = { ...policy, source_key: 'policy/board', title: 'For the board', access: ['admin'] };
    const id = (await admin.post(documents, secret)).text('document_id');
    expect((await admin.get(`${documents}/${id}`)).status).toBe(200);
    expect(JSON.stringify((await admin.get(`${documents}?limit=200`)).body)).toContain('For the board');
    for (const name of ['viewer', 'marketer', 'engineer']) {
      const client = await api.as(name);
      const answer = await client.get(`${documents}/${id}`);
      expect([name, answer.status, answer.at('code')]).toEqual([name, 404, 'KNOWLEDGE_DOCUMENT_NOT_FOUND']);
      expect(JSON.stringify((await client.get(`${documents}?limit=200`)).body)).not.toContain('For the board');
    }
  });
});

describe('the list of documents', () => {
  it('is narrowed by kind and by where they stand, page by page, and never holds their text', async () => {
    await admin.post(documents, { ...policy, source_key: 'brand/tone', kind: 'brand_guideline', title: 'Tone' });
    const tone = await viewer.get(`${documents}?kind=brand_guideline`);
    expect([tone.at('data.0.title'), tone.at('data.1')]).toEqual(['Tone', undefined]);
    expect((await viewer.get(`${documents}?status=failed`)).at('data')).toEqual([]);
    const seen: string[] = [];
    for (let cursor: unknown = ''; typeof cursor === 'string' && seen.length < 20; ) {
      const page = await viewer.get(
        `${documents}?limit=1${cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`}`,
      );
      seen.push(page.text('data.0.document_id'));
      cursor = page.at('next_cursor');
      expect(JSON.stringify(page.body)).not.toContain('Never above');
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.length).toBeGreaterThan(2);
    for (const query of ['kind=rumour', 'status=odd', 'limit=0'])
      expect((await viewer.get(`${documents}?${query}`)).status).toBe(400);
  });
});

describe('deleting a document', () => {
  it('takes all its versions out of the answers at once, has the worker clear up, and is in the audit', async () => {
    const body = { ...policy, source_key: 'policy/old' };
    const first = (await admin.post(documents, body)).text('document_id');
    await indexed();
    await admin.post(documents, { ...body, content: 'Something else.' });
    const gone = await admin.delete(`${documents}/${first}`);
    expect([gone.status, gone.at('versions'), gone.at('source_key')]).toEqual([202, 2, 'policy/old']);
    expect(JSON.stringify(temporal.started.get(gone.text('execution_id')))).toContain(first);
    expect((await admin.get(`${documents}/${first}`)).body).toMatchObject({ status: 'deleted', text: '' });
    expect((await audited()).map((row) => row.action)).toContain('knowledge.document_deleted');
  });

  it('is refused to who may not, for what is not there, and for another company’s', async () => {
    const id = (await admin.post(documents, { ...policy, source_key: 'policy/kept' })).text('document_id');
    const stranger = await api.as('admin', 1);
    expect((await viewer.delete(`${documents}/${id}`)).status).toBe(403);
    expect((await stranger.delete(`${documents}/${id}`)).status).toBe(404);
    expect((await admin.delete(`${documents}/${randomUUID()}`)).status).toBe(404);
    expect((await admin.get(`${documents}/${id}`)).status).toBe(200);
  });
});

describe('asking', () => {
  it.each<[string, string, object]>([
    ['a search', '/v2/knowledge/search', { query: ' ' }],
    ['a search', '/v2/knowledge/search', { query: 'x'.repeat(1_001) }],
    ['a search', '/v2/knowledge/search', { query: 'a', limit: 21 }],
    ['a search', '/v2/knowledge/search', { query: 'a', with_text: true }],
    ['a question', '/api/v1/knowledge/questions', {}],
    ['a question', '/api/v1/knowledge/questions', { question: 'a', kinds: ['rumour'] }],
  ])('%s that cannot be read starts nothing: %s %j', async (_, path, body) => {
    const before = temporal.started.size;
    expect((await viewer.post(path, body)).status).toBe(400);
    expect(temporal.started.size).toBe(before);
  });
});
