import { randomUUID } from 'node:crypto';
import postgres from 'postgres';
import { inject } from 'vitest';
import { connectDatabase, type Database } from '../../db/connect.ts';

/** A database of one test file’s own, cloned from the migrated template. */
export type TestDatabase = {
  /** As the application: row-level security applies. */
  readonly app: Database;
  /** As the owner of the schema, for looking behind the curtain and for tampering. */
  readonly owner: Database;
  readonly app_url: string;
  readonly owner_url: string;
  readonly drop: () => Promise<void>;
};

/** Clones a database. Two clones at once may meet on it; one of them waits. */
export async function createDatabaseFrom(server: postgres.Sql, template: string, name: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await server.unsafe(`CREATE DATABASE ${name} TEMPLATE ${template}`);
      return;
    } catch (error) {
      if (attempt === 50) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

/** Makes a fresh database in a few tens of milliseconds, empty unless another template is named. Call `drop` when done. */
export async function createTestDatabase(template = 'mbi_template'): Promise<TestDatabase> {
  const server_url = inject('postgres_owner_url');
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  const server = postgres(server_url, { max: 1, onnotice: () => undefined });
  await createDatabaseFrom(server, template, name);
  const at = (user: string, password: string) => {
    const url = new URL(server_url);
    url.username = user;
    url.password = password;
    url.pathname = `/${name}`;
    return url.href;
  };
  const owner_url = at('mbi_owner', new URL(server_url).password);
  const app_url = at('mbi_app', inject('app_password'));
  const app = connectDatabase(app_url, { max: 10 });
  const owner = connectDatabase(owner_url, { max: 2 });
  return {
    app,
    owner,
    app_url,
    owner_url,
    drop: async () => {
      await Promise.all([app.close(), owner.close()]);
      await server.unsafe(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
      await server.end();
    },
  };
}
