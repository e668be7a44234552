import { spawnSync } from 'node:child_process';
import type { Environment } from '../../contracts/config/secret-files.ts';
import { connectDatabase } from '../../db/connect.ts';
import { isPortFree } from '../ports/free-port.ts';
import { findPostgresBinaries } from '../postgres/binaries.ts';
import { readPostmaster } from '../postgres/postmaster-file.ts';
import { findTemporalProgram } from '../temporal/find-program.ts';
import { accepts } from '../temporal/server.ts';
import { type Finding, fine, missing, optional } from './check.ts';

/** Postgres: the one named by DATABASE_URL must answer; else the programs from npm must be there. */
export async function checkPostgres(dataFolder: string, environment: Environment): Promise<Finding> {
  if (environment.DATABASE_URL) {
    const database = connectDatabase(environment.DATABASE_URL, { max: 1, authority: environment.DATABASE_CA });
    try {
      await database.sql`select 1`;
      return fine('Postgres', 'DATABASE_URL answers');
    } catch {
      return missing(
        'Postgres',
        'DATABASE_URL does not answer',
        'start that server, or unset DATABASE_URL to use the embedded one',
      );
    } finally {
      await database.close();
    }
  }
  const running = readPostmaster(dataFolder);
  if (running !== null) return fine('Postgres', `embedded, running on port ${running.port}`);
  try {
    await findPostgresBinaries();
    return fine('Postgres', 'embedded, not running');
  } catch {
    return missing(
      'Postgres',
      'there is no embedded Postgres for this machine',
      'set DATABASE_URL and DATABASE_OWNER_URL',
    );
  }
}

/** Temporal: the one named by TEMPORAL_ADDRESS must answer; else a program must be there, or a way to get one. */
export async function checkTemporal(cacheFolder: string, environment: Environment): Promise<Finding> {
  if (environment.TEMPORAL_ADDRESS) {
    const port = Number(environment.TEMPORAL_ADDRESS.split(':')[1]);
    const local = /^(127\.0\.0\.1|localhost):/.test(environment.TEMPORAL_ADDRESS);
    return !local || (await accepts(port))
      ? fine('Temporal', `TEMPORAL_ADDRESS is ${environment.TEMPORAL_ADDRESS}`)
      : missing('Temporal', 'TEMPORAL_ADDRESS does not answer', 'start that server, or unset TEMPORAL_ADDRESS');
  }
  const program = findTemporalProgram(cacheFolder, environment);
  if (program !== null) return fine('Temporal', program);
  return spawnSync('go', ['version']).status === 0
    ? optional('Temporal', 'no server yet; npm start downloads it or builds it with Go', 'npm start')
    : missing(
        'Temporal',
        'no server, and no Go to build one with',
        'install the Temporal CLI or Go 1.25, or set TEMPORAL_ADDRESS',
      );
}

/** The port that people type; when taken, npm start chooses another one. */
export async function checkPort(port: number): Promise<Finding> {
  return (await isPortFree(port))
    ? fine(`Port ${port}`, 'free')
    : optional(`Port ${port}`, 'taken (by MBI itself, if it runs)', 'npm start -- --port 8080');
}
