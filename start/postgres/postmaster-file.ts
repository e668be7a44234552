import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A running server as its `postmaster.pid` tells. */
export type RunningPostgres = { readonly pid: number; readonly port: number };

function isLivePostgres(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : '';
    return code === 'EPERM';
  }
  try {
    // A pid may have been given to another program, and a zombie still answers signal 0.
    const [, name = '', state = ''] = /^\d+ \((.*)\) (\S)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? [];
    return name.startsWith('postgres') && state !== 'Z';
  } catch {
    return process.platform !== 'linux';
  }
}

/** Reads line 1 (pid), 4 (port) and 8 (`ready`) of `postmaster.pid`; null when nothing usable runs on this folder. */
export function readPostmaster(dataFolder: string): (RunningPostgres & { readonly ready: boolean }) | null {
  let lines: string[];
  try {
    lines = readFileSync(join(dataFolder, 'postmaster.pid'), 'utf8').split('\n');
  } catch {
    return null;
  }
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 0 || !isLivePostgres(pid)) return null;
  return { pid, port: Number(lines[3]), ready: lines[7]?.trim() === 'ready' };
}
