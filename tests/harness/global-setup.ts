import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import postgres from 'postgres';
import type { TestProject } from 'vitest/node';
import { startPostgres } from '../../start/postgres/server.ts';
import { obtainTemporalProgram } from '../../start/temporal/find-program.ts';
import { startTemporal } from '../../start/temporal/server.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    postgres_owner_url: string;
    temporal_address: string;
    app_password: string;
  }
}

const app_password = 'app-role-of-the-tests';

/**
 * One real Postgres with a migrated template database and one real Temporal server for the whole run.
 * Both live in a temporary folder and are gone afterwards, whatever the tests did.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'mbi-tests-'));
  const database = await startPostgres({
    data_folder: join(folder, 'postgres'),
    log_file: join(folder, 'postgres.log'),
    owner_password: 'owner-of-the-tests',
    preferred_port: 0,
    durable: false,
  });
  try {
    const program = await obtainTemporalProgram(resolve('.cache/bin'), (text) => console.error(text));
    const temporal = await startTemporal({
      program,
      state_folder: folder,
      database_file: null,
      preferred_port: 0,
      preferred_ui_port: null,
      namespace: 'default',
    });
    const { migrateDatabase } = await import('../../db/migrate.ts');
    const owner = postgres(database.owner_url('postgres'), { max: 1, onnotice: () => undefined });
    await owner.unsafe('CREATE DATABASE mbi_template');
    await owner.end();
    await migrateDatabase(database.owner_url('mbi_template'), { app_password });
    project.provide('postgres_owner_url', database.owner_url('postgres'));
    project.provide('temporal_address', temporal.address);
    project.provide('app_password', app_password);
    return async () => {
      await temporal.stop();
      await database.stop();
      rmSync(folder, { recursive: true, force: true });
    };
  } catch (error) {
    // Vitest calls no teardown when set-up throws, and the server is detached.
    await database.stop();
    throw error;
  }
}
