import { sql } from 'drizzle-orm';
import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';
import { connectionOptions } from './connection-options.ts';

/**
 * A pool of connections to Postgres.
 * `drizzle` builds queries; `sql` is the same pool for tagged queries and LISTEN. Because Drizzle takes over how dates
 * travel, a tagged query takes and gives timestamps as text.
 */
export type Database = {
  readonly drizzle: PostgresJsDatabase;
  readonly sql: postgres.Sql;
  /** Waits up to five seconds for running queries, then closes every connection. */
  close(): Promise<void>;
};

/** A transaction that belongs to one tenant; what every function in db/queries takes first. */
export type TenantTransaction = Parameters<Parameters<PostgresJsDatabase['transaction']>[0]>[0];

/**
 * Opens a pool of at most `max` connections (10 by default), encrypted as `sslmode` in the address says; `authority` is the
 * certificate (PEM) that the server's must come from. Connects on the first query, not before.
 */
export function connectDatabase(
  url: string,
  { max = 10, authority }: { readonly max?: number; readonly authority?: string | undefined } = {},
): Database {
  const { address, ssl } = connectionOptions(url, authority);
  const connection = { application_name: 'mbi' };
  const pool = postgres(address, { ssl, max, connect_timeout: 10, onnotice: () => {}, connection });
  return { drizzle: drizzle(preparing(pool)), sql: pool, close: () => pool.end({ timeout: 5 }) };
}

/** A statement with more values than this is a bulk load: each length of it is a statement of its own, and comes seldom. */
const mostPreparedValues = 60;

/**
 * The same client, which has the server keep the statements that Drizzle sends. Else the driver asks for each what values
 * it takes and waits for the answer: two trips and two times planning where one does. What is kept goes with its
 * connection, which the pool replaces within the hour.
 */
function preparing<Client extends object>(client: Client): Client {
  return new Proxy(client, {
    get: (target, name) => {
      const member: unknown = Reflect.get(target, name);
      if (typeof member !== 'function') return member;
      switch (name) {
        case 'unsafe':
          return (statement: string, values: readonly unknown[] = [], options: object = {}) => {
            const prepare = values.length > 0 && values.length <= mostPreparedValues;
            return member(statement, values, { ...options, prepare });
          };
        case 'begin':
        case 'savepoint':
          return (...words: readonly unknown[]) => member(...words.map(preparingWithin));
        default:
          return member;
      }
    },
  });
}

/** The work of a transaction, given a client that prepares too; whatever else is said to a transaction stays as it is. */
function preparingWithin(word: unknown): unknown {
  return typeof word === 'function' ? (client: object) => word(preparing(client)) : word;
}

/**
 * Runs `work` in one transaction that sees and writes only rows of `tenant_id`; commits when it resolves, rolls back
 * when it throws. The setting ends with the transaction, so that the next user of the connection does not inherit it.
 */
export async function withTenant<Result>(
  database: Database,
  tenant_id: string,
  work: (transaction: TenantTransaction) => Promise<Result>,
): Promise<Result> {
  return database.drizzle.transaction(async (transaction) => {
    await transaction.execute(sql`select set_config('app.tenant_id', ${tenant_id}, true)`);
    return work(transaction);
  });
}
