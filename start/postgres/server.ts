import { spawn, spawnSync } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CodedError } from '../../contracts/errors/index.ts';
import { freePort } from '../ports/free-port.ts';
import { findPostgresBinaries, type PostgresBinaries } from './binaries.ts';
import { readPostmaster } from './postmaster-file.ts';
import { chooseRunAs, giveTo, type RunAs } from './run-as.ts';

/** Where and how an embedded Postgres runs. `durable: false` switches fsync off, for tests only. */
export type PostgresOptions = {
  readonly data_folder: string;
  readonly log_file: string;
  readonly owner_password: string;
  readonly preferred_port: number;
  readonly durable: boolean;
};

/** A server that accepts connections on loopback. */
export type PostgresServer = {
  readonly port: number;
  readonly pid: number;
  readonly adopted: boolean;
  readonly owner_url: (database: string) => string;
  readonly stop: () => Promise<void>;
};

const ready_within_seconds = 30;

function initialise(binaries: PostgresBinaries, runAs: RunAs, options: PostgresOptions): void {
  // Made beside its final place and renamed, so that two first starters at once end with one cluster.
  const fresh = `${options.data_folder}.new-${process.pid}`;
  const passwordFile = `${fresh}.password`;
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh, { recursive: true, mode: 0o700 });
  writeFileSync(passwordFile, options.owner_password, { mode: 0o600 });
  giveTo(runAs, fresh);
  giveTo(runAs, passwordFile);
  const arguments_ = [
    ...['-D', fresh, '-U', 'mbi_owner', '--auth=scram-sha-256', `--pwfile=${passwordFile}`, '-E', 'UTF8'],
    // The same sort order on every machine.
    ...['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'],
  ];
  const [command = binaries.initdb, ...rest] = [...runAs.prefix, binaries.initdb, ...arguments_];
  const done = spawnSync(command, rest, { encoding: 'utf8', ...ids(runAs), cwd: dirname(fresh) });
  rmSync(passwordFile, { force: true });
  if (done.status !== 0) {
    rmSync(fresh, { recursive: true, force: true });
    throw new CodedError('POSTGRES_UNAVAILABLE', `initdb failed:\n${done.stderr || done.error?.message || ''}`);
  }
  try {
    renameSync(fresh, options.data_folder);
  } catch (error) {
    rmSync(fresh, { recursive: true, force: true });
    if (!existsSync(join(options.data_folder, 'PG_VERSION'))) throw error;
  }
}

function ids(runAs: RunAs): { uid?: number; gid?: number } {
  return runAs.uid === undefined || runAs.gid === undefined ? {} : { uid: runAs.uid, gid: runAs.gid };
}

function launch(binaries: PostgresBinaries, runAs: RunAs, options: PostgresOptions, port: number): void {
  const settings = [
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    `port=${port}`,
    'max_connections=200',
    ...(options.durable ? [] : ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off']),
  ];
  const words = [
    ...runAs.prefix,
    binaries.postgres,
    '-D',
    options.data_folder,
    ...settings.flatMap((each) => ['-c', each]),
  ];
  const [command = binaries.postgres, ...rest] = words;
  const log = openSync(options.log_file, 'a');
  // Detached: Ctrl-C must not stop the database before the application has drained.
  const child = spawn(command, rest, {
    detached: true,
    stdio: ['ignore', log, log],
    cwd: dirname(options.data_folder),
    ...ids(runAs),
  });
  child.on('error', () => undefined);
  child.unref();
  closeSync(log);
}

/**
 * Starts Postgres on a folder, or adopts the one that already runs there (after a kill -9 of the product).
 * Throws POSTGRES_UNAVAILABLE with the end of the server’s log when it does not come up within 30 s.
 */
export async function startPostgres(options: PostgresOptions): Promise<PostgresServer> {
  const running = readPostmaster(options.data_folder);
  if (running?.ready) return describe(running.pid, running.port, true, options);
  const binaries = await findPostgresBinaries();
  for (const path of [options.data_folder, options.log_file]) mkdirSync(dirname(path), { recursive: true });
  const runAs = chooseRunAs(binaries.postgres, dirname(options.data_folder));
  if (!existsSync(join(options.data_folder, 'PG_VERSION'))) initialise(binaries, runAs, options);
  const deadline = Date.now() + ready_within_seconds * 1000;
  let launched_at = 0;
  while (Date.now() < deadline) {
    const found = readPostmaster(options.data_folder);
    if (found?.ready) return describe(found.pid, found.port, false, options);
    // A server that died a moment ago may not have been reaped: it is tried again until the deadline.
    if (found === null && Date.now() - launched_at > 1500) {
      launch(binaries, runAs, options, await freePort(options.preferred_port));
      launched_at = Date.now();
    }
    await sleep(20);
  }
  const tail = existsSync(options.log_file) ? readFileSync(options.log_file, 'utf8').slice(-1500) : '';
  throw new CodedError(
    'POSTGRES_UNAVAILABLE',
    `Postgres did not become ready in ${ready_within_seconds} s. Its log ends:\n${tail}`,
  );
}

function describe(pid: number, port: number, adopted: boolean, options: PostgresOptions): PostgresServer {
  return {
    pid,
    port,
    adopted,
    owner_url: (database) =>
      `postgres://mbi_owner:${encodeURIComponent(options.owner_password)}@127.0.0.1:${port}/${database}`,
    stop: () => stopPostgres(options.data_folder),
  };
}

/** Asks the server on this folder to shut down fast and waits until it has. */
export async function stopPostgres(dataFolder: string): Promise<void> {
  const running = readPostmaster(dataFolder);
  if (running === null) return;
  process.kill(running.pid, 'SIGINT');
  const deadline = Date.now() + 20_000;
  while (Date.now() < deadline && readPostmaster(dataFolder)?.pid === running.pid) await sleep(20);
}
