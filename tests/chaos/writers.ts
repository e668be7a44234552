import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type RunningProcess, startProcess } from '../../start/processes/start-process.ts';
import { writeJob } from './job-file.ts';
import type { ChaosWorld, Job } from './world.ts';

/** Starts processes that each apply one job, and clears away after them. */
export function createWriters(world: ChaosWorld) {
  const folder = mkdtempSync(join(tmpdir(), 'mbi-chaos-'));
  const running = new Set<RunningProcess>();
  return {
    /** With the real settings of a worker, and whatever else is said. */
    async start(job: Job, environment: Readonly<Record<string, string>>): Promise<RunningProcess> {
      const started = await startProcess({
        name: 'writer',
        entry: 'tests/chaos/writer.ts',
        environment: {
          ...world.environment,
          DATABASE_URL: world.stage.database.app_url,
          NODE_COMPILE_CACHE: join(tmpdir(), 'mbi-chaos-compiled'),
          CHAOS_JOB: writeJob(folder, job),
          ...environment,
        },
        log_file: join(folder, 'writers.log'),
        ready_within_seconds: 60,
      });
      running.add(started);
      void started.exited.then(() => running.delete(started));
      return started;
    },
    /** Whatever still runs is ended. */
    async close(): Promise<void> {
      const left = [...running];
      for (const each of left) each.kill();
      await Promise.all(left.map((each) => each.exited));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
/** Processes that write. */
export type Writers = ReturnType<typeof createWriters>;

/** Waits until a process is stopped (or gone), as the kernel tells it; bounded. */
export async function untilFrozen(pid: number): Promise<boolean> {
  for (let looks = 0; looks < 3_000; looks += 1) {
    const state = stateOf(pid);
    if (state === 'T') return true;
    if (state === null || state === 'Z') return false;
    await pause(10);
  }
  return false;
}

function stateOf(pid: number): string | null {
  try {
    return /^\d+ \(.*\) (\S)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))?.[1] ?? null;
  } catch {
    return null;
  }
}
