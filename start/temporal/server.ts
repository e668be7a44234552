import { spawn } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { CodedError } from '../../contracts/errors/index.ts';
import { freePort } from '../ports/free-port.ts';

/** Where and how the development server runs. Without a database file everything is in memory, for tests. */
export type TemporalOptions = {
  readonly program: string;
  readonly state_folder: string;
  readonly database_file: string | null;
  readonly preferred_port: number;
  readonly preferred_ui_port: number | null;
  readonly namespace: string;
};

/** A Temporal server that answers on loopback. */
export type TemporalServer = {
  readonly address: string;
  readonly ui_url: string | null;
  readonly adopted: boolean;
  readonly stop: () => Promise<void>;
};

const recordSchema = z.object({ pid: z.int(), port: z.int(), ui_port: z.int().nullable() });
type RunningTemporal = z.infer<typeof recordSchema>;

const ready_within_seconds = 30;

/**
 * The development server has one shard, and the server allows a shard 20 reads of its task queues a second: ten steps a
 * second for the whole product. A cluster spreads its load over hundreds of shards and needs no such help.
 */
const liftedLimits = ['transfer', 'timer', 'visibility'].flatMap((queue) => [
  '--dynamic-config-value',
  `history.${queue}ProcessorMaxPollRPS=5000`,
]);

/**
 * Tasks in the order of their priority, and turn by turn between tenants: off in this server unless it is told. The order
 * holds within a partition of a queue, and one partition is enough for one machine; all are still read, for what waits in them.
 */
const fairQueues = ['enableFairness=true', 'numTaskqueueWritePartitions=1'].flatMap((setting) => [
  '--dynamic-config-value',
  `matching.${setting}`,
]);

function isTemporal(pid: number): boolean {
  try {
    process.kill(pid, 0);
    if (process.platform !== 'linux') return true;
    const [, name = '', state = ''] = /^\d+ \((.*)\) (\S)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? [];
    return name.startsWith('temporal') && state !== 'Z';
  } catch {
    return false;
  }
}

function readRecord(file: string): RunningTemporal | null {
  try {
    const record = recordSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
    return isTemporal(record.pid) ? record : null;
  } catch {
    return null;
  }
}

/** True when something accepts TCP connections there. */
export function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

/**
 * Starts the official development server, or adopts the one that an earlier start left running.
 * A record with its pid guards the database file: a second server would open the same file without complaint.
 */
export async function startTemporal(options: TemporalOptions): Promise<TemporalServer> {
  mkdirSync(options.state_folder, { recursive: true });
  const recordFile = join(options.state_folder, 'temporal.json');
  const running = readRecord(recordFile);
  if (running !== null && (await accepts(running.port))) return describe(running, true, recordFile);
  if (options.database_file !== null) mkdirSync(dirname(options.database_file), { recursive: true });
  const port = await freePort(options.preferred_port);
  const ui_port = options.preferred_ui_port === null ? null : await freePort(options.preferred_ui_port);
  const logFile = join(options.state_folder, 'temporal.log');
  const log = openSync(logFile, 'a');
  const child = spawn(
    options.program,
    [
      ...['server', 'start-dev', '--ip', '127.0.0.1', '--port', String(port), '--log-level', 'warn'],
      ...(ui_port === null ? ['--headless'] : ['--ui-port', String(ui_port)]),
      ...(options.database_file === null ? [] : ['--db-filename', options.database_file]),
      ...['--namespace', options.namespace],
      ...liftedLimits,
      ...fairQueues,
    ],
    { detached: true, stdio: ['ignore', log, log] },
  );
  child.on('error', () => undefined);
  child.unref();
  closeSync(log);
  const record: RunningTemporal = { pid: child.pid ?? 0, port, ui_port };
  writeFileSync(recordFile, JSON.stringify(record));
  const deadline = Date.now() + ready_within_seconds * 1000;
  while (Date.now() < deadline && child.exitCode === null) {
    if (await accepts(port)) return describe(record, false, recordFile);
    await sleep(25);
  }
  rmSync(recordFile, { force: true });
  const tail = existsSync(logFile) ? readFileSync(logFile, 'utf8').slice(-1500) : '';
  throw new CodedError('TEMPORAL_UNAVAILABLE', `The Temporal server did not come up. Its log ends:\n${tail}`);
}

function describe(record: RunningTemporal, adopted: boolean, recordFile: string): TemporalServer {
  return {
    address: `127.0.0.1:${record.port}`,
    ui_url: record.ui_port === null ? null : `http://127.0.0.1:${record.ui_port}`,
    adopted,
    stop: () => stopTemporal(recordFile),
  };
}

/** Ends the recorded server and waits until it has gone. */
export async function stopTemporal(recordFile: string): Promise<void> {
  const running = readRecord(recordFile);
  if (running === null) return;
  process.kill(running.pid, 'SIGTERM');
  const deadline = Date.now() + 15_000;
  while (Date.now() < deadline && isTemporal(running.pid)) await sleep(25);
  rmSync(recordFile, { force: true });
}
