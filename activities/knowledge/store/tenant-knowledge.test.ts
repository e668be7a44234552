import { randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createWordEmbedder } from '../../../tests/knowledge/word-embedder.ts';
import { aliasFor } from './alias.ts';
import type { PassageRow } from './passage-row.ts';
import { retryConflicts } from './retry-conflicts.ts';
import { openTenantKnowledge } from './tenant-knowledge.ts';
import { accessMark, checkedUuid, ofDocuments, whereOf } from './where.ts';

const folder = mkdtempSync(join(tmpdir(), 'mbi-knowledge-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const embedder = createWordEmbedder();
const alias = aliasFor(embedder);
const open = { kinds: [], roles: [] };

async function row(document_id: string, text: string, more: Partial<PassageRow> = {}): Promise<PassageRow> {
  const [vector = []] = await embedder.embed([text]);
  return {
    ...{ tenant_id: '', source_id: `${document_id}#0`, document_id, source_key: 'k', kind: 'policy_note', section: '' },
    ...{ language: 'en', dated_on: '', access: '', start: 0, end: text.length, searched: text, vector },
    ...more,
  };
}
const idsOf = (rows: readonly { readonly document_id: string }[]) => rows.map((each) => each.document_id);

/** The files below a folder that hold these words, whatever their case. */
function filesWith(place: string, words: string): string[] {
  return readdirSync(place, { recursive: true, withFileTypes: true })
    .filter((each) => each.isFile())
    .map((each) => join(each.parentPath, each.name))
    .filter((file) => readFileSync(file).toString('latin1').toLowerCase().includes(words.toLowerCase()));
}

describe('the passages of a tenant', () => {
  it('are found by likeness and by words, and never by another tenant, whatever is asked', async () => {
    const [mine, theirs] = [randomUUID(), randomUUID()];
    const [own, foreign] = [openTenantKnowledge(folder, mine), openTenantKnowledge(folder, theirs)];
    const [a, b] = [randomUUID(), randomUUID()];
    await own.put(alias, [await row(a, 'the auction got dearer for rivals')], []);
    await foreign.put(alias, [await row(b, 'secret margin of the other company')], []);
    const hostile = [
      'secret margin of the other company',
      `' OR tenant_id = '${theirs}' --`,
      `") or 1=1 or ("`,
      `tenant_id:${theirs} AND *`,
      `../${theirs}`,
      '*',
      '"',
      '\u0000',
      'x'.repeat(5_000),
    ];
    for (const words of hostile) {
      const [vector = []] = await embedder.embed([words]);
      const found = [...(await own.nearest(alias, vector, open, 50)), ...(await own.worded(alias, words, open, 50))];
      expect(idsOf(found).filter((id) => id !== a)).toEqual([]);
      expect(found.every((each) => each.tenant_id === mine)).toBe(true);
    }
    expect(idsOf(await own.worded(alias, 'auctions', open, 5))).toEqual([a]);
    expect(idsOf(await foreign.worded(alias, 'secret margins', open, 5))).toEqual([b]);
  });

  it('that were copied from another tenant’s folder do not count', async () => {
    const tenant_id = randomUUID();
    const knowledge = openTenantKnowledge(folder, tenant_id);
    await knowledge.put(alias, [await row(randomUUID(), 'words', { tenant_id: randomUUID() })], []);
    // Whoever writes is the tenant, whatever the row says.
    expect(await knowledge.worded(alias, 'words', open, 5)).toMatchObject([{ tenant_id }]);
  });

  it.each(['', '..', '../x', 'x', `${randomUUID()}/..`, `${randomUUID()}' or '1'='1`])(
    'need a tenant: %j',
    (tenant) => {
      expect(() => openTenantKnowledge(folder, tenant)).toThrow(expect.objectContaining({ code: 'REQUEST_INVALID' }));
    },
  );

  it('are filtered by kind and by role before any is counted', async () => {
    const knowledge = openTenantKnowledge(folder, randomUUID());
    const [open_, closed, fact] = [randomUUID(), randomUUID(), randomUUID()];
    await knowledge.put(
      alias,
      [
        await row(open_, 'budget rules for all'),
        await row(closed, 'budget rules for admins', { access: accessMark(['admin']) }),
        await row(fact, 'budget of the kettle', { kind: 'product_fact' }),
      ],
      [],
    );
    const asked = async (filter: Parameters<typeof knowledge.worded>[2], limit = 9) =>
      new Set(idsOf(await knowledge.worded(alias, 'budget', filter, limit)));
    expect(await asked(open)).toEqual(new Set([open_, fact]));
    expect(await asked({ kinds: [], roles: ['admin'] })).toEqual(new Set([open_, closed, fact]));
    expect(await asked({ kinds: ['product_fact'], roles: ['viewer'] }, 1)).toEqual(new Set([fact]));
  });

  it('are replaced in one commit, and their words leave the files when they are compacted', async () => {
    const tenant_id = randomUUID();
    const knowledge = openTenantKnowledge(folder, tenant_id);
    const [old, fresh, other] = [randomUUID(), randomUUID(), randomUUID()];
    await knowledge.put(alias, [await row(old, 'Zebracanary lives here'), await row(other, 'rest')], []);
    expect(filesWith(join(folder, tenant_id), 'zebracanary')).not.toEqual([]);
    await knowledge.put(alias, [await row(fresh, 'Something else lives here')], [old]);
    expect(await knowledge.documentsIn(alias)).toEqual(new Set([fresh, other]));
    expect(await knowledge.worded(alias, 'zebracanary', open, 5)).toEqual([]);
    await knowledge.compact(alias);
    expect(filesWith(join(folder, tenant_id), 'zebracanary')).toEqual([]);
    expect(idsOf(await knowledge.worded(alias, 'something', open, 5))).toEqual([fresh]);
  });

  it('are deleted from every table, and from every file', async () => {
    const tenant_id = randomUUID();
    const knowledge = openTenantKnowledge(folder, tenant_id);
    const next = aliasFor(createWordEmbedder('later', 64));
    const [gone, kept] = [randomUUID(), randomUUID()];
    for (const each of [alias, next])
      await knowledge.put(each, [await row(gone, 'quokkacanary'), await row(kept, 'kept words')], []);
    await knowledge.remove([gone]);
    for (const each of [alias, next]) expect(await knowledge.documentsIn(each)).toEqual(new Set([kept]));
    expect(filesWith(join(folder, tenant_id), 'quokkacanary')).toEqual([]);
  });

  it('are read as they are now by a handle that was opened before', async () => {
    const tenant_id = randomUUID();
    const [reader, writer] = [openTenantKnowledge(folder, tenant_id), openTenantKnowledge(folder, tenant_id)];
    expect(await reader.worded(alias, 'news', open, 5)).toEqual([]);
    await writer.put(alias, [await row(randomUUID(), 'first news')], []);
    expect(await reader.worded(alias, 'news', open, 5)).toHaveLength(1);
    await writer.put(alias, [await row(randomUUID(), 'more news')], []);
    expect(await reader.worded(alias, 'news', open, 5)).toHaveLength(2);
  });

  it('can be searched while they are compacted, and writers at once lose nothing', async () => {
    const tenant_id = randomUUID();
    const knowledge = openTenantKnowledge(folder, tenant_id);
    await knowledge.put(alias, [await row(randomUUID(), 'anchor words')], []);
    const writing = Array.from({ length: 8 }, async () => knowledge.put(alias, [await row(randomUUID(), 'words')], []));
    await Promise.all(writing);
    expect((await knowledge.documentsIn(alias)).size).toBe(9);
    const reading = Array.from({ length: 10 }, () => knowledge.worded(alias, 'words', open, 20));
    const [, ...found] = await Promise.all([knowledge.compact(alias), ...reading]);
    expect(found.map((each) => each.length)).toEqual(reading.map(() => 9));
  });

  it('answer from the table that the alias names, and the other one goes', async () => {
    const tenant_id = randomUUID();
    const knowledge = openTenantKnowledge(folder, tenant_id);
    expect(await knowledge.serving()).toBeNull();
    const next = aliasFor(createWordEmbedder('later', 64));
    await knowledge.put(alias, [await row(randomUUID(), 'a')], []);
    await knowledge.serve(alias);
    await knowledge.put(next, [await row(randomUUID(), 'b')], []);
    expect(await knowledge.serving()).toMatchObject({ model: 'words', dimensions: 64 });
    await knowledge.serve(next);
    expect(await knowledge.serving()).toEqual(next);
    expect((await knowledge.documentsIn(alias)).size).toBe(0);
    expect((await knowledge.documentsIn(next)).size).toBe(1);
  });

  it('without a folder that can be written say so', async () => {
    const file = join(folder, 'a-file');
    writeFileSync(file, '');
    const knowledge = openTenantKnowledge(file, randomUUID());
    await expect(knowledge.compact(alias)).rejects.toMatchObject({ code: 'KNOWLEDGE_OFF' });
  });
});

describe('a filter', () => {
  it('holds nothing but words of closed lists and ids', () => {
    expect(whereOf({ kinds: ['playbook'], roles: ['admin'] })).toBe(
      "(access = '' or access like '%|admin|%') and kind in ('playbook')",
    );
    expect(ofDocuments([randomUUID().toUpperCase()])).toMatch(/^document_id in \('[0-9a-f-]{36}'\)$/);
    for (const trick of ["x' or '1'='1", '', '%', 'playbook']) expect(() => ofDocuments([trick])).toThrow();
    expect(() => checkedUuid(`${randomUUID()}\n`)).toThrow();
    // What a caller without types might send.
    expect(() => whereOf(JSON.parse(`{"kinds":["x' or '1'='1"],"roles":[]}`))).toThrow();
    expect(() => whereOf(JSON.parse(`{"kinds":[],"roles":["%' or ''='"]}`))).toThrow();
  });
});

describe('a write that comes second', () => {
  it('is tried again, other errors are not, and it gives up at last', async () => {
    let calls = 0;
    const conflict = async () => {
      calls += 1;
      if (calls < 3) throw new Error('Retryable commit conflict for version 7');
      return calls;
    };
    expect(await retryConflicts(conflict)).toBe(3);
    await expect(retryConflicts(() => Promise.reject(new Error('disk full')))).rejects.toThrow('disk full');
  });
});
