import postgres from 'postgres';
import { connectDatabase, type Database } from '../db/connect.ts';
import { migrateDatabase } from '../db/migrate.ts';
import { seedDemo } from '../db/seed.ts';
import { compileShippedPlaybooks } from './compile-playbooks.ts';
import type { DatabaseAddress } from './servers.ts';
import type { Secrets } from './state/secrets.ts';

/** Puts the demo’s people, accounts, campaigns and the shipped playbooks into a migrated database. Repeating it is harmless. */
export async function seedInstallation(owner: Database, secrets: Secrets): Promise<void> {
  await seedDemo(owner, {
    password: secrets.demo_password,
    credentials_key: secrets.credentials_key,
    api_keys: secrets.api_keys,
    playbooks: compileShippedPlaybooks(),
  });
}

async function createDatabase(owner_url: string): Promise<void> {
  const server = new URL(owner_url);
  const name = server.pathname.slice(1);
  server.pathname = '/postgres';
  const sql = postgres(server.href, { max: 1, onnotice: () => undefined });
  try {
    const [found] = await sql`select 1 from pg_database where datname = ${name}`;
    if (found === undefined) await sql`create database ${sql(name)}`;
  } finally {
    await sql.end();
  }
}

/** Makes the database when the server is ours, migrates it and seeds it. */
export async function prepareDatabase(
  database: DatabaseAddress,
  secrets: Secrets,
  say: (text: string) => void,
): Promise<void> {
  if (database.embedded) await createDatabase(database.owner_url);
  await migrateDatabase(database.owner_url, {
    ...(database.embedded ? { app_password: secrets.app_password } : {}),
    onProgress: say,
  });
  const owner = connectDatabase(database.owner_url, { max: 1 });
  try {
    await seedInstallation(owner, secrets);
  } finally {
    await owner.close();
  }
}
