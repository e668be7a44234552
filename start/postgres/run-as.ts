import { spawnSync } from 'node:child_process';
import { chownSync } from 'node:fs';

/**
 * How to run a program that refuses to run as root.
 * `uid`/`gid`: run it as that user. `prefix`: put these words before the command line.
 */
export type RunAs = { readonly uid?: number; readonly gid?: number; readonly prefix: readonly string[] };

function idsOf(user: string): { uid: number; gid: number } | null {
  const ask = (flag: string) => Number(spawnSync('id', [flag, user], { encoding: 'utf8' }).stdout.trim() || Number.NaN);
  const found = { uid: ask('-u'), gid: ask('-g') };
  return Number.isInteger(found.uid) && Number.isInteger(found.gid) ? found : null;
}

/**
 * Postgres refuses uid 0. Ordinary users need nothing. Root uses the `postgres` or `nobody` user when that user can reach
 * both the program and the folder; under a folder closed to others (a clone in root’s home) a user namespace in which
 * root is called uid 1 does it.
 */
export function chooseRunAs(program: string, folder: string): RunAs {
  if (process.getuid?.() !== 0) return { prefix: [] };
  for (const user of ['postgres', 'nobody']) {
    const ids = idsOf(user);
    if (ids === null) continue;
    const reaches = [program, folder].every((path) => spawnSync('test', ['-x', path], ids).status === 0);
    if (reaches) return { ...ids, prefix: [] };
  }
  return { prefix: ['unshare', '--user', '--map-user=1', '--map-group=1'] };
}

/** Hands a folder to the user that Postgres will run as. */
export function giveTo(runAs: RunAs, path: string): void {
  if (runAs.uid !== undefined && runAs.gid !== undefined) chownSync(path, runAs.uid, runAs.gid);
}
