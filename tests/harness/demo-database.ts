import postgres from 'postgres';
import { inject } from 'vitest';
import { demoTenants } from '../../contracts/demo-world.ts';
import { connectDatabase } from '../../db/connect.ts';
import { seedInstallation } from '../../start/prepare-database.ts';
import type { Secrets } from '../../start/state/secrets.ts';
import { createDatabaseFrom, createTestDatabase, type TestDatabase } from './database.ts';

/** What the demo of the tests is sealed and signed in with; the same for all of them, because they share its template. */
export const demoSecrets = {
  owner_password: '',
  app_password: '',
  jwt_secret: 'jwt-secret-of-the-tests-which-is-long-enough-to-sign-with',
  credentials_key: 'c0de'.repeat(16),
  demo_password: 'demo-password-of-the-tests',
  api_keys: Object.fromEntries(
    demoTenants.map((tenant, at) => [tenant.tenant_id, `mbi_live_${String(at).repeat(24)}key-of-the-tests`]),
  ),
} as const satisfies Secrets;

const template = 'mbi_demo_template';
const unfinished = 'mbi_demo_unfinished';

/**
 * A database with the demo in it: tenants, people, accounts, campaigns and the shipped playbooks. Whoever asks first in a run
 * fills a template, which takes seconds; everybody gets a clone of it.
 */
export async function createDemoDatabase(): Promise<TestDatabase> {
  const server_url = inject('postgres_owner_url');
  const server = postgres(server_url, { max: 1, onnotice: () => undefined });
  try {
    // Held until this connection ends: several workers ask at once.
    await server`select pg_advisory_lock(hashtext(${template}))`;
    const made = await server`select from pg_database where datname = ${template}`;
    if (made.length === 0) await fillTemplate(server, server_url);
  } finally {
    await server.end();
  }
  return createTestDatabase(template);
}

async function fillTemplate(server: postgres.Sql, server_url: string): Promise<void> {
  await server.unsafe(`DROP DATABASE IF EXISTS ${unfinished}`);
  await createDatabaseFrom(server, 'mbi_template', unfinished);
  const url = new URL(server_url);
  url.pathname = `/${unfinished}`;
  const owner = connectDatabase(url.href, { max: 1 });
  try {
    await seedInstallation(owner, demoSecrets);
    // Schedules of the shipped playbooks are put by the sweep of whoever runs them, not once more by messages of the seed.
    await owner.sql`delete from outbox`;
  } finally {
    await owner.close();
  }
  await server.unsafe(`ALTER DATABASE ${unfinished} RENAME TO ${template}`);
}
