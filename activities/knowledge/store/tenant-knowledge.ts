import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Connection, Table } from '@lancedb/lancedb';
import { z } from 'zod';
import { CodedError } from '../../../contracts/errors/index.ts';
import { type Alias, readAlias, writeAlias } from './alias.ts';
import { openLance } from './open-lance.ts';
import { type FoundRow, type PassageRow, passageColumns, passageRowSchema } from './passage-row.ts';
import { retryConflicts } from './retry-conflicts.ts';
import { checkedUuid, ofDocuments, type PassageFilter, whereOf } from './where.ts';
import { wordIndex } from './word-index.ts';

/**
 * The passages of one tenant: a folder of its own, so that there is no query that could reach another tenant’s. The only way
 * to one is `ofTenant`, which wants the tenant’s id. Writers hold the tenant’s maintenance lock (see `maintain`).
 */
export type TenantKnowledge = {
  /** The table that answers; null when nothing was stored yet. */
  serving(): Promise<Alias | null>;
  /** Lets a table answer from now on and drops every other one. */
  serve(alias: Alias): Promise<void>;
  /** Stores passages and takes away everything else of the documents in `instead_of`, in one commit. */
  put(alias: Alias, rows: readonly PassageRow[], instead_of: readonly string[]): Promise<void>;
  /** Takes documents out of every table, and their words out of every file. */
  remove(document_ids: readonly string[]): Promise<void>;
  /** Rewrites the files of a table so that nothing deleted is left in them. */
  compact(alias: Alias): Promise<void>;
  /** Which documents have passages in a table. */
  documentsIn(alias: Alias): Promise<ReadonlySet<string>>;
  /** The nearest passages by angle, best first. Exact: below some 50,000 passages an index loses more than it saves. */
  nearest(alias: Alias, vector: readonly number[], filter: PassageFilter, limit: number): Promise<FoundRow[]>;
  /** The best passages by their words (BM25), best first. */
  worded(alias: Alias, words: string, filter: PassageFilter, limit: number): Promise<FoundRow[]>;
};

/** A question has no more words that count. */
const mostWords = 200;

/** Opens the passages of a tenant below `folder`. Touches no disk. Throws REQUEST_INVALID for what is no tenant’s id. */
export function openTenantKnowledge(folder: string, tenant: string): TenantKnowledge {
  const tenant_id = checkedUuid(tenant);
  const place = join(folder, tenant_id);

  async function connected<Result>(work: (connection: Connection) => Promise<Result>): Promise<Result> {
    const { connect } = await openLance();
    await makeFolder(place);
    // Without the interval a handle goes on reading what was there when it was opened.
    const connection = await connect(place, { readConsistencyInterval: 0 });
    try {
      return await work(connection);
    } finally {
      connection.close();
    }
  }

  /** Runs work on a table if it is there. */
  function inTable<Result>(name: string, otherwise: Result, work: (table: Table) => Promise<Result>): Promise<Result> {
    return connected(async (connection) => {
      if (!(await connection.tableNames()).includes(name)) return otherwise;
      const table = await connection.openTable(name);
      try {
        return await work(table);
      } finally {
        table.close();
      }
    });
  }

  async function search(alias: Alias, ask: (table: Table) => { toArray(): Promise<unknown[]> }): Promise<FoundRow[]> {
    const read = () => inTable<unknown[]>(alias.table, [], (table) => ask(table).toArray());
    // A table that is compacted under a reader may lose a file that was just named to it; the next look finds the new one.
    const rows = await read().catch(read);
    return z
      .array(passageRowSchema)
      .parse(rows)
      .filter((row) => row.tenant_id === tenant_id);
  }

  return {
    serving: () => readAlias(place),
    async serve(alias) {
      await writeAlias(place, alias);
      await connected(async (connection) => {
        for (const name of await connection.tableNames()) if (name !== alias.table) await connection.dropTable(name);
      });
    },
    put: (alias, rows, instead_of) =>
      connected(async (connection) => {
        const values = rows.map((row) => ({ ...row, tenant_id, vector: [...row.vector] }));
        if (!(await connection.tableNames()).includes(alias.table)) {
          if (values.length === 0) return;
          const made = await connection.createTable(alias.table, values);
          await made.createIndex('searched', { config: await wordIndex() });
          return;
        }
        const table = await connection.openTable(alias.table);
        if (values.length === 0) {
          if (instead_of.length > 0) await retryConflicts(() => table.delete(ofDocuments(instead_of)));
          return;
        }
        const ids = [...new Set([...instead_of, ...rows.map((row) => row.document_id)])];
        await retryConflicts(() =>
          table
            .mergeInsert('source_id')
            .whenMatchedUpdateAll()
            .whenNotMatchedInsertAll()
            .whenNotMatchedBySourceDelete({ where: ofDocuments(ids) })
            .execute(values),
        );
      }),
    remove: (document_ids) =>
      connected(async (connection) => {
        if (document_ids.length === 0) return;
        for (const name of await connection.tableNames()) {
          const table = await connection.openTable(name);
          await retryConflicts(() => table.delete(ofDocuments(document_ids)));
          await rewrite(table);
        }
      }),
    compact: (alias) => inTable(alias.table, undefined, rewrite),
    documentsIn: (alias) =>
      inTable<ReadonlySet<string>>(alias.table, new Set(), async (table) => {
        const rows: unknown[] = await table.query().select(['document_id']).toArray();
        return new Set(
          z
            .array(z.object({ document_id: z.string() }))
            .parse(rows)
            .map((row) => row.document_id),
        );
      }),
    nearest: (alias, vector, filter, limit) =>
      search(alias, (table) =>
        table
          .vectorSearch([...vector])
          .distanceType('cosine')
          .where(whereOf(filter))
          .select([...passageColumns, '_distance'])
          .limit(limit),
      ),
    async worded(alias, words, filter, limit) {
      // Words alone: quotation marks would ask for a phrase, and nothing of a question is to be read as a command.
      const plain = (words.match(/[\p{L}\p{N}]+/gu) ?? []).slice(0, mostWords).join(' ');
      if (plain === '') return [];
      const columns = [...passageColumns, '_score'];
      return search(alias, (table) =>
        table
          .query()
          .fullTextSearch(plain, { columns: ['searched'] })
          .where(whereOf(filter))
          .select(columns)
          .limit(limit),
      );
    },
  };
}

/**
 * Deleting only marks rows, and an index keeps the words it has seen. So the files are merged, the index is made anew, and
 * every version before is swept, also the young ones: whoever holds the maintenance lock knows that nobody else is writing.
 */
async function rewrite(table: Table): Promise<void> {
  const sweep = () => table.optimize({ cleanupOlderThan: new Date(Date.now() + 60_000), deleteUnverified: true });
  await retryConflicts(sweep);
  await table.createIndex('searched', { config: await wordIndex(), replace: true });
  await retryConflicts(sweep);
}

async function makeFolder(place: string): Promise<void> {
  try {
    await mkdir(place, { recursive: true });
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw new CodedError('KNOWLEDGE_OFF', `The folder of the knowledge base cannot be used (${reason}).`, { reason });
  }
}
