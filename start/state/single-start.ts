import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { z } from 'zod';

const recordSchema = z.object({ pid: z.int() });

/** The pid of another `npm start` on the same folder that still runs; null when there is none. */
export function findRunningStart(file: string): number | null {
  try {
    const { pid } = recordSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
    process.kill(pid, 0);
    if (process.platform === 'linux' && !readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('start/')) return null;
    return pid === process.pid ? null : pid;
  } catch {
    return null;
  }
}

/** Notes that this process runs the product; the returned function takes the note away. */
export function noteStart(file: string): () => void {
  writeFileSync(file, JSON.stringify({ pid: process.pid }));
  return () => rmSync(file, { force: true });
}
