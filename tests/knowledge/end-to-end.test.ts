import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { demoTenants } from '../../contracts/demo-world.ts';
import { runMbi } from '../harness/command-line.ts';
import { type Stack, startStack } from '../harness/stack.ts';

const folder = mkdtempSync(join(tmpdir(), 'mbi-know-'));
const vectors = join(folder, 'vectors');
let stack: Stack;
beforeAll(async () => {
  stack = await startStack({ worker: { MBI_KNOWLEDGE_FOLDER: vectors, MBI_EMBEDDINGS: 'offline' } });
});
afterAll(async () => {
  await stack.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function mbi(...words: readonly string[]) {
  const environment = { MBI_API_URL: stack.api_url, MBI_PASSWORD: stack.demo_password };
  return runMbi(['knowledge', ...words, '--as', `marketer@${demoTenants[0]?.email_domain}`], { environment });
}
const readAll = () =>
  readdirSync(vectors, { recursive: true, withFileTypes: true })
    .filter((each) => each.isFile())
    .map((each) => readFileSync(join(each.parentPath, each.name)).toString('latin1'))
    .join('');

describe('a document of the knowledge base', () => {
  it('is added, found, answers, stays with its tenant and leaves nothing behind when it is removed', async () => {
    const file = join(folder, 'returns.md');
    writeFileSync(file, '# Returns\n\n## Period\n\nCustomers may send a wombatcanary kettle back within sixty days.\n');
    const added = await mbi('add', file, '--kind', 'product_fact', '--json');
    expect([added.code, JSON.parse(added.out)], added.err + stack.logs()).toEqual([
      0,
      expect.objectContaining({ status: 'indexed', passages: 1 }),
    ]);
    const { document_id } = z.object({ document_id: z.string() }).parse(JSON.parse(added.out));
    expect((await mbi('add', file, '--kind', 'product_fact', '--json')).out).toContain('"unchanged": true');

    const found = await mbi('search', 'how', 'long', 'can', 'a', 'kettle', 'be', 'returned');
    expect(found.out).toContain('Customers may send a wombatcanary kettle back within sixty days.');
    const answer = await mbi('search', 'Within how many days may customers send a kettle back?', '--answer');
    expect(answer.out).toContain(`returns.md, ${document_id}#0`);
    expect((await mbi('search', 'Who won the world cup?', '--answer')).out).toContain(
      'Not found in the knowledge base.',
    );
    expect((await mbi('list', '--status', 'indexed')).out).toContain('returns.md');

    const [viewer, stranger] = await Promise.all([stack.as('viewer'), stack.as('admin', 1)]);
    const passages = await viewer.post('/v2/knowledge/search', { query: 'kettle returns', limit: 3 });
    expect(passages.at('passages.0')).toMatchObject({ title: 'returns.md', section: 'Period', trusted: false });
    const shown = await viewer.get(`/v2/knowledge/documents/${document_id}`);
    expect(
      shown.text('text').slice(Number(passages.at('passages.0.start')), Number(passages.at('passages.0.end'))),
    ).toBe(passages.text('passages.0.text'));
    expect((await viewer.delete(`/v2/knowledge/documents/${document_id}`)).status).toBe(403);
    expect((await stranger.post('/v2/knowledge/search', { query: 'wombatcanary kettle' })).body).toEqual({
      passages: [],
    });
    for (const answered of [
      await stranger.get(`/v2/knowledge/documents/${document_id}`),
      await stranger.delete(`/v2/knowledge/documents/${document_id}`),
    ])
      expect([answered.status, answered.at('code')]).toEqual([404, 'KNOWLEDGE_DOCUMENT_NOT_FOUND']);

    expect(readAll()).toContain('wombatcanary');
    const removed = await mbi('remove', document_id);
    expect([removed.code, removed.out]).toEqual([0, expect.stringContaining('completed')]);
    expect(readAll()).not.toContain('wombatcanary');
    // Nothing that the search or the adding went through has kept the words.
    for (const table of ['executions', 'step_runs', 'outbox', 'audit_log', 'knowledge_documents', 'execution_events']) {
      const rows = await stack.database.owner.sql`select * from ${stack.database.owner.sql(table)}`;
      expect([table, JSON.stringify(rows).includes('sixty days')]).toEqual([table, false]);
    }
  });

  it.each([
    [{ source_key: '../x', kind: 'policy_note', title: 't', content: 'c' }, 400],
    [{ source_key: 'x', kind: 'novel', title: 't', content: 'c' }, 400],
    [{ source_key: 'x', kind: 'policy_note', title: 't', content: 'c'.repeat(200_001) }, 400],
    [{ source_key: 'x', kind: 'policy_note', title: 't', content: 'c', source_url: 'javascript:alert(1)' }, 400],
    [{ source_key: 'x', kind: 'policy_note', title: 't', content: 'c', access: ['king'] }, 400],
  ])('that is none is refused: %#', async (body, status) => {
    expect((await (await stack.as('marketer')).post('/v2/knowledge/documents', body)).status).toBe(status);
  });

  it('that cannot be read is kept in quarantine, and the command says so', async () => {
    const file = join(folder, 'scan.txt');
    writeFileSync(file, '%PDF-1.7 not a text');
    const added = await mbi('add', file, '--kind', 'policy_note');
    expect([added.code, added.out]).toEqual([3, expect.stringContaining('KNOWLEDGE_FORMAT_UNSUPPORTED')]);
    expect((await mbi('list', '--status', 'failed')).out).toContain('scan.txt');
    expect((await mbi('add', join(folder, 'none.md'), '--kind', 'policy_note')).code).toBe(2);
  });
});
