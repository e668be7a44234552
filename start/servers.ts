import { join } from 'node:path';
import type { Environment } from '../contracts/config/secret-files.ts';
import { CodedError } from '../contracts/errors/index.ts';
import { ensureDatabase } from './postgres/ensure-database.ts';
import { startPostgres } from './postgres/server.ts';
import { cacheFolder, stateFiles } from './state/folders.ts';
import type { Secrets } from './state/secrets.ts';
import { obtainTemporalProgram, type Say } from './temporal/find-program.ts';
import { startTemporal } from './temporal/server.ts';

/** Where the two servers are, and how to stop those that are ours. */
export type DatabaseAddress = {
  readonly owner_url: string;
  readonly app_url: string;
  /** Certificate (PEM) that the server's must come from. */
  readonly authority?: string | undefined;
  readonly embedded: boolean;
  readonly stop: () => Promise<void>;
};
/** Where Temporal is. */
export type TemporalAddress = {
  readonly address: string;
  readonly ui_url: string | null;
  readonly namespace: string;
  readonly stop: () => Promise<void>;
};

const nothing = async () => undefined;

/** The database: DATABASE_URL and DATABASE_OWNER_URL when both are set, else the embedded one. */
export async function provideDatabase(secrets: Secrets, environment: Environment): Promise<DatabaseAddress> {
  const { DATABASE_URL, DATABASE_OWNER_URL, DATABASE_CA } = environment;
  if (DATABASE_URL && DATABASE_OWNER_URL) {
    const addresses = { owner_url: DATABASE_OWNER_URL, app_url: DATABASE_URL };
    return { ...addresses, authority: DATABASE_CA || undefined, embedded: false, stop: nothing };
  }
  if (DATABASE_URL) {
    throw new CodedError(
      'CONFIG_INVALID',
      'DATABASE_URL is set but DATABASE_OWNER_URL is not: migrations need the owner.',
    );
  }
  const server = await startPostgres({
    data_folder: stateFiles.postgres,
    log_file: join(stateFiles.logs, 'postgres.log'),
    owner_password: secrets.owner_password,
    preferred_port: 54329,
    durable: true,
  });
  await ensureDatabase(server.owner_url('mbi'));
  const app = new URL(server.owner_url('mbi'));
  app.username = 'mbi_app';
  app.password = secrets.app_password;
  return { owner_url: server.owner_url('mbi'), app_url: app.href, embedded: true, stop: server.stop };
}

/** Temporal: TEMPORAL_ADDRESS when set, else the embedded development server with its file. */
export async function provideTemporal(environment: Environment, say: Say): Promise<TemporalAddress> {
  const namespace = environment.TEMPORAL_NAMESPACE || 'default';
  if (environment.TEMPORAL_ADDRESS) {
    return {
      address: environment.TEMPORAL_ADDRESS,
      ui_url: environment.TEMPORAL_UI_URL ?? null,
      namespace,
      stop: nothing,
    };
  }
  const server = await startTemporal({
    program: await obtainTemporalProgram(cacheFolder, say),
    state_folder: stateFiles.temporal,
    database_file: join(stateFiles.temporal, 'temporal.db'),
    preferred_port: 7233,
    preferred_ui_port: 8233,
    namespace,
  });
  return { address: server.address, ui_url: server.ui_url, namespace, stop: server.stop };
}
