import { readFileSync, statSync } from 'node:fs';
import { readMigrationFiles } from 'drizzle-orm/migrator';
import { drizzle } from 'drizzle-orm/postgres-js';
import { migrate } from 'drizzle-orm/postgres-js/migrator';
import postgres from 'postgres';
import { configGroups, databaseConfig, databaseOwnerConfig } from '../contracts/config/index.ts';
import { readConfig } from '../contracts/config/read-config.ts';
import { openEnvironment } from '../contracts/config/secret-files.ts';
import { requireEncryption } from '../contracts/config/transport.ts';
import { connectionOptions } from './connection-options.ts';
import { ensureRoles } from './roles.ts';

const migrationsFolder = new URL('./migrations', import.meta.url).pathname;

/** Any number, the same in every process: who holds this lock of the database is migrating it. */
const migrationLock = 7_245_011;

/**
 * Brings the database of `owner_url` to this version of the schema: makes the roles first (policies name them), then runs
 * the migrations that are missing, each once. Safe to repeat and to run in several processes at once: they take turns.
 * `app_password` sets the password of the role `mbi_app`; `authority` is the certificate (PEM) that the server's must come
 * from. `onProgress` gets one line of text for each stage.
 */
export async function migrateDatabase(
  owner_url: string,
  {
    app_password,
    authority,
    onProgress = () => {},
  }: {
    readonly app_password?: string | undefined;
    readonly authority?: string | undefined;
    readonly onProgress?: (line: string) => void;
  } = {},
): Promise<void> {
  const { address, ssl } = connectionOptions(owner_url, authority);
  const connection = postgres(address, { ssl, max: 1, onnotice: () => {}, connect_timeout: 10 });
  try {
    await connection`select pg_advisory_lock(${migrationLock})`;
    await ensureRoles(connection, { app_password });
    onProgress('Roles are ready.');
    const before = await countMigrations(connection);
    await migrate(drizzle(connection), { migrationsFolder });
    const all = readMigrationFiles({ migrationsFolder }).length;
    onProgress(
      before === all ? `The schema is up to date (${all} migrations).` : `Ran ${all - before} of ${all} migrations.`,
    );
  } finally {
    await connection.end({ timeout: 5 });
  }
}

async function countMigrations(connection: postgres.Sql): Promise<number> {
  const [journal] = await connection<{ present: boolean }[]>`
    select to_regclass('drizzle.__drizzle_migrations') is not null as present`;
  if (!journal?.present) return 0;
  const [row] = await connection<{ count: number }[]>`select count(*)::int as count from drizzle.__drizzle_migrations`;
  return row?.count ?? 0;
}

if (import.meta.main) {
  const environment = openEnvironment(process.env, configGroups, { readFileSync, statSync });
  for (const name of requireEncryption(environment, { owner: databaseOwnerConfig }))
    console.error(`${name} leads to a public server in plain text.`);
  const config = readConfig(databaseOwnerConfig.extend(databaseConfig.pick({ DATABASE_CA: true }).shape), environment);
  await migrateDatabase(config.DATABASE_OWNER_URL, {
    app_password: config.MBI_APP_PASSWORD,
    authority: config.DATABASE_CA,
    onProgress: (line) => console.error(line),
  });
}
