import { connectDatabase, type Database } from '../db/connect.ts';
import { migrateDatabase } from '../db/migrate.ts';
import { pointLandingPages } from '../db/seed/landing-pages.ts';
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

/** Migrates the database and seeds it; the demo's landing pages are the shops of the sandbox, wherever it answers today (null: left as they are). */
export async function prepareDatabase(
  database: DatabaseAddress,
  secrets: Secrets,
  say: (text: string) => void,
  sandbox_url: string | null,
): Promise<void> {
  await migrateDatabase(database.owner_url, {
    ...(database.embedded ? { app_password: secrets.app_password } : {}),
    authority: database.authority,
    onProgress: say,
  });
  const owner = connectDatabase(database.owner_url, { max: 1, authority: database.authority });
  try {
    await seedInstallation(owner, secrets);
    if (sandbox_url !== null) await pointLandingPages(owner, sandbox_url);
  } finally {
    await owner.close();
  }
}
