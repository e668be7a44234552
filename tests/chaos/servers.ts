import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import postgres from 'postgres';
import type { TestProject } from 'vitest/node';
import { type PostgresOptions, type PostgresServer, startPostgres } from '../../start/postgres/server.ts';
import { obtainTemporalProgram } from '../../start/temporal/find-program.ts';
import { startTemporal, type TemporalOptions } from '../../start/temporal/server.ts';

/** How the servers of a run were started: enough to start them again, on the same ports and the same data. */
export type ChaosServers = { readonly postgres: PostgresOptions; readonly temporal: TemporalOptions };

declare module 'vitest' {
  export interface ProvidedContext {
    chaos_servers: ChaosServers;
  }
}

const app_password = 'app-role-of-the-tests';

/**
 * A Postgres that syncs to the disk and a Temporal server that keeps its histories in a file, so that both can be killed
 * with -9 and started again. Everything lives in a temporary folder and is gone afterwards.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'mbi-chaos-servers-'));
  const wishes: PostgresOptions = {
    data_folder: join(folder, 'postgres'),
    log_file: join(folder, 'postgres.log'),
    owner_password: 'owner-of-the-tests',
    preferred_port: 0,
    durable: true,
  };
  const database = await startPostgres(wishes);
  try {
    const wanted: TemporalOptions = {
      program: await obtainTemporalProgram(resolve('.cache/bin'), (text) => console.error(text)),
      state_folder: folder,
      database_file: join(folder, 'temporal.db'),
      preferred_port: 0,
      preferred_ui_port: null,
      namespace: 'default',
    };
    const temporal = await startTemporal(wanted);
    await prepareTemplate(database);
    project.provide('postgres_owner_url', database.owner_url('postgres'));
    project.provide('temporal_address', temporal.address);
    project.provide('app_password', app_password);
    project.provide('chaos_servers', {
      postgres: { ...wishes, preferred_port: database.port },
      temporal: { ...wanted, preferred_port: Number(temporal.address.split(':')[1]) },
    });
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

async function prepareTemplate(database: PostgresServer): Promise<void> {
  const { migrateDatabase } = await import('../../db/migrate.ts');
  const owner = postgres(database.owner_url('postgres'), { max: 1, onnotice: () => undefined });
  await owner.unsafe('CREATE DATABASE mbi_template');
  await owner.end();
  await migrateDatabase(database.owner_url('mbi_template'), { app_password });
}
